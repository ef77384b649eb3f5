/**
 * What a patch of a plan means for its answers and its risk. What the answers come to is kept with them, and stays what it was
 * when they were given: the questions may be others by now.
 */
import type { ChangeKind } from '#engine/changes/plan.ts';
import {
  type Answers,
  type AnswersPatch,
  answerPoints,
  pointsOf,
  unansweredOf,
} from '#engine/changes/questions.ts';
import type { JsonObject } from '#engine/json.ts';
import { forgetMessages, sendMessage } from '../correlation/send-message.ts';
import type { Work } from '../work.ts';
import { type Change, findChange } from './change.ts';
import { answered, changeQuestions } from './questions.ts';
import {
  byStandard,
  NOBODYS,
  type RiskPatch,
  type SettledRisk,
  settleRisk,
} from './settle-risk.ts';
import { suggestRisk } from './suggest-risk.ts';

const WEIGHED = 'change.weighed';

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
  /** What is kept beside, and told nowhere. */
  readonly kept: Pick<Change, 'movedSince' | 'answerPoints'>;
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
  const { answerPoints: each, ...counted } = await count(work, before, { ...patch, kind }, pointer);
  const { points, unanswered } = counted;
  const plan = { ...facts, kind, points, unanswered };
  const { ticketId, risk, riskBy, riskReason } = before;
  const settledNow = { risk, riskBy, riskReason };
  if (standard === 'followed')
    return {
      told: { ...byStandard(settledNow, patch, pointer), ...counted },
      kept: { movedSince: false, answerPoints: each },
      isOutdated: false,
    };
  const settled = await settleRisk(work, {
    ticketId,
    patch,
    mayJudge,
    pointer,
    plan,
    before: standard === 'cut' ? NOBODYS : settledNow,
  });
  const told = { ...settled, ...counted };
  const isCounted = points !== before.points || unanswered !== before.unanswered;
  const isPersons = work.actor.kind === 'person';
  const isNoted = !isPersons && patch.risk !== undefined;
  const isMoved = isCounted || LOOKED_AT.some((fact) => fact in facts);
  const movedSince = !isNoted && (isMoved || before.movedSince);
  const kept = { movedSince, answerPoints: each };
  const now: Weighed = { told, kept, isOutdated: false };
  // What begins with the new kind assesses it.
  if (standard === 'cut') return now;
  // Nobody’s word, or a person’s, stands whatever the rules say.
  const isOther = async () =>
    settled.riskBy === 'rules' && (await suggestRisk(work, ticketId, plan)).risk !== settled.risk;
  if (isNoted && settled.riskBy === 'rules') {
    // A process may note what it was told before somebody answered.
    if (await isOther()) return { ...now, isOutdated: before.movedSince };
    // It knows all that was said until now: nobody is asked once more for that.
    await forgetMessages(work, WEIGHED, before.number);
  }
  if (!isPersons) return now;
  // What nobody has assessed yet is assessed anyway.
  if (risk === null) return now;
  return { ...now, isOutdated: settled.risk !== risk || (isMoved && (await isOther())) };
}

/** What else of a plan rules look at. */
const LOOKED_AT = ['kind', 'plannedFrom', 'plannedTo', 'steps'] as const;

/** What the rules look at is another though its plan is not: what it touches, or how far it reaches. Behind the ticket’s lock. */
export async function weighAnew(work: Work, ticketId: string): Promise<void> {
  const change = await findChange(work, ticketId);
  await work.em.execute(
    'update change_plan set moved_since = true where ticket_id = ? and not moved_since',
    [ticketId],
  );
  if (work.actor.kind !== 'person' || change?.riskBy !== 'rules') return;
  if ((await suggestRisk(work, ticketId)).risk !== change.risk) await askToAssess(work, change);
}

/** The run that hears next that it has to assess the change anew, or has not taken in yet that it heard; null where there is none. */
export async function assessingRun(work: Work, ticketId: string): Promise<string | null> {
  const [waits] = await work.em.execute<{ run: string }[]>(
    `select i.run_id as run from run r join run_message i on i.run_id = r.id and i.seq > r.applied_message
       join message m on m.id = (i.event ->> 'message')::uuid and m.name = ?
     where r.ticket_id = ? and r.ended_at is null and i.event ->> 'type' = 'messageReceived'
     union all
     select w.run_id from ticket t cross join lateral message_waiter(?, t.number) w
     where t.id = ? and exists (select from message m where m.kind = 'message' and m.name = ? and m.key = t.number and m.state = 'sent') limit 1`,
    [WEIGHED, ticketId, WEIGHED, ticketId, WEIGHED],
  );
  return waits?.run ?? null;
}

async function count(
  work: Work,
  before: Change,
  { kind, answers: said }: { readonly kind: ChangeKind; readonly answers?: AnswersPatch },
  pointer: string,
): Promise<Pick<Change, 'answers' | 'points' | 'unanswered' | 'answerPoints'>> {
  const { answers, points, unanswered } = before;
  if (said === undefined && kind === before.kind)
    return { answers, points, unanswered, answerPoints: before.answerPoints };
  const { questions } = await changeQuestions(work);
  const now = answered(questions, kind, answers, said, pointer);
  return {
    answers: now,
    points: pointsOf(questions, kind, now),
    unanswered: unansweredOf(questions, kind, now),
    answerPoints: answerPoints(questions, kind, now),
  };
}

/** A process that has assessed the change hears that it has to do so again. */
export const askToAssess = (
  work: Work,
  { number, risk, riskBy, points }: Pick<Change, 'number' | 'risk' | 'riskBy' | 'points'>,
) =>
  sendMessage(work, {
    kind: 'message',
    name: WEIGHED,
    key: number,
    value: { risk, riskBy, points },
    // One that asks for its approval at this moment hears it when it does.
    keepSeconds: 60,
  });
