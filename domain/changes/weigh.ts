/**
 * What a patch of a plan means for its answers and its risk. What the answers come to is kept with them, and stays what it was
 * when they were given: the questions may be others by now.
 */
import type { ChangeKind } from '#engine/changes/plan.ts';
import {
  type Answers,
  type AnswersPatch,
  pointsOf,
  unansweredOf,
} from '#engine/changes/questions.ts';
import type { JsonObject } from '#engine/json.ts';
import { sendMessage } from '../correlation/send-message.ts';
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
import { suggestRisk } from './suggest-risk.ts';

type Patch = RiskPatch & { readonly kind?: ChangeKind; readonly answers?: AnswersPatch };
type How = {
  readonly pointer: string;
  readonly mayJudge: boolean;
  /** Whether the risk is that of a standard change, or was until now. */
  readonly standard: 'none' | 'followed' | 'cut';
  /** What else of the plan is going to be another, as facts. */
  readonly facts: JsonObject;
};

export type Weighed = {
  readonly told: SettledRisk & {
    readonly answers: Answers;
    readonly points: number;
    readonly unanswered: number;
  };
  /** Whether what was assessed before is to be assessed again: the risk is another, or would be by the rules. */
  readonly isOutdated: boolean;
};

/** @throws DomainError invalid_input, not_permitted */
export async function weigh(
  work: Work,
  before: Change,
  patch: Patch,
  { pointer, mayJudge, standard, facts }: How,
): Promise<Weighed> {
  const kind = patch.kind ?? before.kind;
  const counted = await count(work, before, { ...patch, kind }, pointer);
  const { points, unanswered } = counted;
  const plan = { ...facts, kind, points, unanswered };
  const { ticketId, risk, riskBy, riskReason } = before;
  const settledNow = { risk, riskBy, riskReason };
  if (standard === 'followed')
    return {
      told: { ...byStandard(settledNow, patch, pointer), ...counted },
      isOutdated: false,
    };
  const settled = await settleRisk(work, {
    ...{ ticketId, patch, mayJudge, pointer, plan },
    before: standard === 'cut' ? NOBODYS : settledNow,
  });
  // What nobody has assessed yet is assessed anyway.
  if (risk === null) return { told: { ...settled, ...counted }, isOutdated: false };
  const isCounted = points !== before.points || unanswered !== before.unanswered;
  // A person’s word stands whatever is answered.
  const isRules = isCounted && settled.riskBy === 'rules';
  return {
    told: { ...settled, ...counted },
    isOutdated:
      settled.risk !== risk ||
      (isRules && (await suggestRisk(work, ticketId, plan)).risk !== settled.risk),
  };
}

async function count(
  work: Work,
  before: Change,
  { kind, answers: said }: { readonly kind: ChangeKind; readonly answers?: AnswersPatch },
  pointer: string,
): Promise<Pick<Weighed['told'], 'answers' | 'points' | 'unanswered'>> {
  const { answers, points, unanswered } = before;
  if (said === undefined && kind === before.kind) return { answers, points, unanswered };
  const { questions } = await changeQuestions(work);
  const now = answered(questions, kind, answers, said, pointer);
  return {
    answers: now,
    points: pointsOf(questions, kind, now),
    unanswered: unansweredOf(questions, kind, now),
  };
}

/** A process that has assessed the change hears that it has to do so again. */
export const askToAssess = (work: Work, { number }: Change, { told }: Weighed) =>
  sendMessage(work, {
    ...{ kind: 'message', name: 'change.weighed', key: number },
    value: { risk: told.risk, riskBy: told.riskBy, points: told.points },
    // One that asks for its approval at this moment hears it when it does.
    keepSeconds: 60,
  });
