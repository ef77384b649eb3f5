/** Questions about changes and a risk with its reasons, as they leave. */
import type { Static } from 'typebox';
import type { ChangeQuestions } from '#domain/changes/questions.ts';
import type { ChangeRisk } from '#domain/changes/risk.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Question } from '#engine/changes/questions.ts';
import { managesSchedule } from './policy.ts';
import type * as schemas from './risk-schemas.ts';

export const presentQuestions = (
  principal: Principal,
  { questions, version }: ChangeQuestions,
): Static<typeof schemas.Questions> => ({
  questions: questions.map(presentQuestion),
  version,
  allowed: managesSchedule(principal) ? ['read', 'edit'] : ['read'],
});

const presentQuestion = ({ kinds, options, ...question }: Question) => ({
  ...question,
  kinds: [...kinds],
  options: options.map((option) => ({ ...option })),
});

export const presentRisk = (
  { riskBy, riskReason, questions, reasons, unanswered, ...risk }: ChangeRisk,
  version: number,
  allowed: string[],
): Static<typeof schemas.ChangeRisk> => ({
  ...risk,
  by: riskBy,
  reason: riskReason,
  reasons: reasons.map(({ texts, ...one }) => ({ ...one, texts: [...texts] })),
  questions: questions.map(({ answer, ...question }) => ({
    ...presentQuestion(question),
    answer,
  })),
  unanswered: [...unanswered],
  version,
  allowed,
});
