/**
 * What a tenant asks about every change before it is decided, and what the answers come to. An answer names an option by its
 * key; what is asked no more, or not of this kind of change, stays answered and counts nothing.
 */
import type { ChangeKind } from './plan.ts';

export const MOST_QUESTIONS = 30;
export const MOST_OPTIONS = 12;
export const MOST_POINTS = 100;

export type Option = { readonly key: string; readonly text: string; readonly points: number };

export type Question = {
  readonly key: string;
  readonly text: string;
  readonly help: string;
  /** Of which kinds of change it is asked. */
  readonly kinds: readonly ChangeKind[];
  readonly options: readonly Option[];
};

/** Question → option. */
export type Answers = { readonly [question: string]: string };
/** Null is an answer that is taken back. */
export type AnswersPatch = { readonly [question: string]: string | null };

export const askedOf = (questions: readonly Question[], kind: ChangeKind): readonly Question[] =>
  questions.filter(({ kinds }) => kinds.includes(kind));

/** Undefined where nothing is said, or what was said is no option any more. */
export const answerTo = ({ key, options }: Question, answers: AnswersPatch): Option | undefined =>
  Object.hasOwn(answers, key) ? options.find((option) => option.key === answers[key]) : undefined;

/** What each answer comes to, by its question. */
export type AnswerPoints = { readonly [question: string]: number };

export const answerPoints = (
  questions: readonly Question[],
  kind: ChangeKind,
  answers: AnswersPatch,
): AnswerPoints =>
  Object.fromEntries(
    askedOf(questions, kind).flatMap((question) => {
      const option = answerTo(question, answers);
      return option ? [[question.key, option.points]] : [];
    }),
  );

export const pointsOf = (
  questions: readonly Question[],
  kind: ChangeKind,
  answers: AnswersPatch,
): number =>
  Object.values(answerPoints(questions, kind, answers)).reduce((sum, points) => sum + points, 0);

/** How many of those that are asked have no answer. */
export const unansweredOf = (
  questions: readonly Question[],
  kind: ChangeKind,
  answers: AnswersPatch,
): number => askedOf(questions, kind).filter((one) => !answerTo(one, answers)).length;
