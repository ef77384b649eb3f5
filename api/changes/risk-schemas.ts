/** Questions about changes, their answers, and a risk with its reasons, as they go in and out. */
import { Type } from 'typebox';
import { REASON_SOURCES } from '#domain/changes/risk.ts';
import { CHANGE_KINDS } from '#engine/changes/plan.ts';
import { MOST_OPTIONS, MOST_POINTS, MOST_QUESTIONS } from '#engine/changes/questions.ts';
import { Risk, RiskBy } from '../change-plan.ts';
import { Allowed, Choice, Input, Instant, Key, Nullable, PersonRef, Version } from '../schemas.ts';

const Sentence = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' });
const Kinds = Type.Array(Choice(CHANGE_KINDS), {
  minItems: 1,
  maxItems: CHANGE_KINDS.length,
  uniqueItems: true,
  description: 'Of which kinds of change it is asked.',
});

const question = {
  key: Key,
  text: Sentence,
  help: Type.String({ maxLength: 1_000 }),
  kinds: Kinds,
  options: Type.Array(
    Input({
      key: Key,
      text: Sentence,
      points: Type.Integer({ minimum: 0, maximum: MOST_POINTS }),
    }),
    { minItems: 1, maxItems: MOST_OPTIONS },
  ),
};

export const QuestionsBody = Input({
  questions: Type.Array(Input(question), { maxItems: MOST_QUESTIONS }),
});
export const Questions = Type.Object({
  questions: Type.Array(Type.Object(question)),
  version: Version,
  allowed: Allowed,
});

const RuleRef = Type.Object({ id: Type.String(), name: Type.String() });

export const ChangeRisk = Type.Object({
  risk: Nullable(Risk),
  by: Nullable(RiskBy),
  reason: Type.String({ description: 'Why a person has set another; empty where nobody has.' }),
  judgedBy: Nullable(PersonRef),
  judgedAt: Nullable(Instant),
  suggested: Nullable(Risk),
  decidedBy: Nullable(RuleRef),
  otherwise: Nullable(
    Type.String({
      description: 'The ruleset that says this risk of whatever none of its rules holds for.',
    }),
  ),
  score: Nullable(Type.Number({ description: 'What the rules that held come to.' })),
  facts: Type.Object({
    points: Type.Integer({ description: 'What the answers came to when they were given.' }),
    similar: Type.Integer(),
    similarFailed: Type.Integer(),
    dependants: Type.Integer(),
    services: Type.Integer(),
  }),
  pointsToday: Type.Integer({
    description: 'What the answers would come to by the questions of today.',
  }),
  standard: Type.Boolean({
    description: 'It follows a standard change, whose risk was approved with it.',
  }),
  reasons: Type.Array(
    Type.Object({
      source: Choice(REASON_SOURCES),
      points: Nullable(Type.Number()),
      rule: RuleRef,
      texts: Type.Array(Type.String(), { description: 'In the words of the rule.' }),
      question: Nullable(Type.String({ description: 'Its key, where the source is an answer.' })),
      option: Nullable(Type.String()),
    }),
  ),
  questions: Type.Array(
    Type.Object({ ...question, answer: Nullable(Type.String({ description: 'An option.' })) }),
    { description: 'Those that are asked of this kind of change.' },
  ),
  unanswered: Type.Array(Type.String(), { description: 'Keys of questions.' }),
  version: Version,
  allowed: Allowed,
});
