/** What a patch of a plan means for its answers and its risk, and what an event tells of it. */
import type { ChangeKind } from '#engine/changes/plan.ts';
import { type Answers, type AnswersPatch, pointsOf } from '#engine/changes/questions.ts';
import type { Change as FieldChange } from '../events/event.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { answered, changeQuestions } from './questions.ts';
import {
  byStandard,
  NOBODYS,
  type RiskPatch,
  type SettledRisk,
  settleRisk,
} from './settle-risk.ts';

type Patch = RiskPatch & { readonly kind?: ChangeKind; readonly answers?: AnswersPatch };
type How = {
  readonly pointer: string;
  readonly mayJudge: boolean;
  /** Whether the risk is that of a standard change, or was until now. */
  readonly standard: 'none' | 'followed' | 'cut';
};

export type Weighed = {
  readonly told: SettledRisk & { readonly answers: Answers };
  /** Null where they stay what they are. */
  readonly points: FieldChange | null;
};

/** @throws DomainError invalid_input, not_permitted */
export async function weigh(
  work: Work,
  before: Change,
  patch: Patch,
  { pointer, mayJudge, standard }: How,
): Promise<Weighed> {
  const { questions } = await changeQuestions(work);
  const kind = patch.kind ?? before.kind;
  const answers = answered(questions, kind, before.answers, patch.answers, pointer);
  const after = pointsOf(questions, kind, answers);
  const { ticketId, risk, riskBy, riskReason } = before;
  const settledNow = { risk, riskBy, riskReason };
  const settled =
    standard === 'followed'
      ? byStandard(settledNow, patch, pointer)
      : await settleRisk(work, {
          ...{ ticketId, patch, mayJudge, pointer },
          before: standard === 'cut' ? NOBODYS : settledNow,
          plan: { kind, points: after },
        });
  const was = pointsOf(questions, before.kind, before.answers);
  return { told: { ...settled, answers }, points: was === after ? null : { before: was, after } };
}
