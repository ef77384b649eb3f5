/** What a tenant asks about its changes, as one list with a version. Whoever saves it waits for whoever is saving it. */

import { CHANGE_KINDS, type ChangeKind } from '#engine/changes/plan.ts';
import {
  type Answers,
  type AnswersPatch,
  answerTo,
  askedOf,
  MOST_QUESTIONS,
  type Question,
} from '#engine/changes/questions.ts';
import { shippedChangeQuestions } from '#rules/shipped/index.ts';
import { DomainError, type FieldError } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export type ChangeQuestions = { readonly questions: readonly Question[]; readonly version: number };

export async function changeQuestions(work: Work): Promise<ChangeQuestions> {
  return (await read(work, '')) ?? { questions: [], version: 0 };
}

/** What a tenant has made of them stays. Returns whether there were none. */
export const installQuestions = (work: Work): Promise<boolean> =>
  beginWith(work, shippedChangeQuestions);

async function beginWith(work: Work, questions: readonly Question[]): Promise<boolean> {
  const made = await work.em.execute<object[]>(
    'insert into change_questions (tenant_id, questions) values (current_tenant(), ?) on conflict do nothing returning version',
    [JSON.stringify(questions)],
  );
  return made.length > 0;
}

/** @throws DomainError invalid_input, stale_version */
export async function saveQuestions(
  work: Work,
  questions: readonly Question[],
  expected?: number,
): Promise<ChangeQuestions> {
  demandQuestions(questions);
  // Nothing was asked until now.
  const isFirst = await beginWith(work, []);
  const before = await read(work, 'for update');
  demandVersion(expected, isFirst ? 0 : (before?.version ?? 0));
  if (before && JSON.stringify(before.questions) === JSON.stringify(inOrder(questions)))
    return before;
  await work.em.execute(
    'update change_questions set questions = ?, version = version + 1 where tenant_id = ?',
    [JSON.stringify(inOrder(questions)), work.tenantId],
  );
  await record(work, {
    type: 'changeQuestions.changed',
    subject: { kind: 'tenant', id: work.tenantId },
    changes: { questions: { before: before?.questions ?? [], after: questions } },
  });
  return changeQuestions(work);
}

/**
 * What is answered after the patch. What was answered before may be said again though it is asked no more.
 * @throws DomainError invalid_input with a pointer to each answer to nothing that is asked
 */
export function answered(
  questions: readonly Question[],
  kind: ChangeKind,
  before: Answers,
  patch: AnswersPatch = {},
  pointer = '',
): Answers {
  const asked = askedOf(questions, kind);
  const answers = new Map(Object.entries(before));
  const errors: FieldError[] = [];
  for (const [key, option] of Object.entries(patch)) {
    if (option === null) answers.delete(key);
    if (option === null || answers.get(key) === option) continue;
    const wrong = misfit(asked, kind, key, option);
    if (wrong === null) answers.set(key, option);
    else errors.push({ pointer: `${pointer}/answers/${key}`, detail: wrong });
  }
  if (errors.length > 0)
    throw new DomainError('invalid_input', 'Not all answers fit their questions.', { errors });
  return Object.fromEntries(answers);
}

function misfit(
  asked: readonly Question[],
  kind: ChangeKind,
  key: string,
  option: string,
): string | null {
  const question = asked.find((one) => one.key === key);
  if (!question) return `No such question is asked of ${kind} changes.`;
  if (answerTo(question, { [key]: option })) return null;
  return `One of ${question.options.map((one) => one.key).join(', ')}.`;
}

/** As they are compared and kept, whatever order their fields came in. */
const inOrder = (questions: readonly Question[]): readonly Question[] =>
  questions.map(({ key, text, help, kinds, options }) => ({
    key,
    text,
    help,
    kinds: CHANGE_KINDS.filter((kind) => kinds.includes(kind)),
    options: options.map((option) => ({
      key: option.key,
      text: option.text,
      points: option.points,
    })),
  }));

async function read(work: Work, lock: '' | 'for update'): Promise<ChangeQuestions | undefined> {
  const [row] = await work.em.execute<ChangeQuestions[]>(
    `select questions, version from change_questions where tenant_id = ? ${lock}`,
    [work.tenantId],
  );
  return row && { ...row, questions: inOrder(row.questions) };
}

/** The form of each is the schema’s affair; here, that no two are one. */
function demandQuestions(questions: readonly Question[]): void {
  const errors = [
    ...twice(questions, '/questions'),
    ...questions.flatMap(({ options }, index) => twice(options, `/questions/${index}/options`)),
  ];
  if (questions.length > MOST_QUESTIONS)
    errors.push({ pointer: '/questions', detail: `At most ${MOST_QUESTIONS}.` });
  if (errors.length > 0)
    throw new DomainError('invalid_input', 'The questions are not valid.', { errors });
}

const twice = (named: readonly { readonly key: string }[], pointer: string): FieldError[] =>
  named.flatMap(({ key }, index) =>
    named.findIndex((one) => one.key === key) === index
      ? []
      : [{ pointer: `${pointer}/${index}/key`, detail: `“${key}” is there already.` }],
  );
