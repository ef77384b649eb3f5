/** Plans a change: when, of which kind, at what risk, and what is written about it. What comes of it for others is told at once. */
import type { ChangeKind, Result, Risk } from '#engine/changes/plan.ts';
import type { AnswersPatch } from '#engine/changes/questions.ts';
import { toInstant } from '#engine/instant.ts';
import { madeAnother } from '../cab/made-another.ts';
import { sendMessage } from '../correlation/send-message.ts';
import { DomainError, invalid } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import type { Change as FieldChange } from '../events/event.ts';
import { record } from '../events/record.ts';
import { beginAnew, holdRuns, isMadeAnother } from '../standard-changes/make-normal.ts';
import { followMishap } from '../standard-changes/mishaps.ts';
import { holdStandard } from '../standard-changes/open.ts';
import { demandUnaltered, refuseAltered } from '../standard-changes/template.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { lockTicket } from '../tickets/update.ts';
import { isFinished } from '../tickets/values.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { alterationOf, noteAltered } from './alter.ts';
import { type Change, type FollowedStandard, findChange, TEXTS, type TextField } from './change.ts';
import { followPlan } from './follow.ts';
import { lockSchedule } from './lock.ts';
import { patchedFacts } from './patched-facts.ts';
import { readClocks } from './plan-clocks.ts';
import { asTicketFields } from './plan-fields.ts';
import { demandResultWord } from './result-word.ts';
import { tellJudged } from './settle-risk.ts';
import { refuseStandardKind } from './standard-kind.ts';
import type { StepWish } from './step-wish.ts';
import { changeOfSteps, writeSteps } from './steps.ts';
import { askToAssess, weigh } from './weigh.ts';
import { writePlan } from './write-plan.ts';

export const MOST_PLANNED_DAYS = 92;
const DAY_MS = 86_400_000;

export type PlanPatch = { readonly [T in TextField]?: string } & {
  readonly kind?: ChangeKind;
  /** Both, or null for both: a change is not planned by halves. */
  readonly plannedFrom?: string | null;
  readonly plannedTo?: string | null;
  readonly risk?: Risk | null;
  /** Why it is another than the rules say. */
  readonly riskReason?: string;
  readonly answers?: AnswersPatch;
  /** How it went. */
  readonly result?: Result | null;
  /** All of them, in order. */
  readonly steps?: readonly StepWish[];
  /** Why what was approved is to be another. */
  readonly reason?: string;
};

export type Planning = {
  readonly expected?: number;
  readonly pointer?: string;
  /** The ticket is opened with it: what began with the ticket knows the plan already. */
  readonly isOpening?: boolean;
  /** A person may give another risk than the rules do. */
  readonly mayJudge?: boolean;
  /** A person may call it standard, though it follows none of the catalog. */
  readonly mayCallStandard?: boolean;
  /** What it is opened from. */
  readonly standard?: FollowedStandard | undefined;
};

/** @throws DomainError not_found, stale_version, invalid_input, not_permitted, ticket_closed, plan_fixed, plan_approved, transition_not_allowed */
export async function planChange(
  work: Work,
  ticketId: string,
  patch: PlanPatch,
  planning: Planning = {},
): Promise<Change> {
  const { expected, pointer = '', isOpening = false, mayJudge = false, standard } = planning;
  const ticket = await lockTicket(work, ticketId);
  if (!isOpening && patch.kind !== undefined && patch.kind !== 'standard')
    await holdRuns(work, ticketId);
  const before = await findChange(work, ticketId);
  if (!before) throw new DomainError('not_found', `${ticket.number} is no change.`);
  demandVersion(expected, before.version);
  if (work.actor.kind === 'person') demandKind(before, patch.kind, planning);
  if (work.actor.kind === 'person' && !mayJudge && patch.result !== before.result)
    await demandResultWord(work, before, patch.result, pointer);
  const { steps: wished, reason, ...said } = patch;
  const isCut = isMadeAnother(before, patch.kind);
  const followed = isCut ? null : before.standard;
  // Steps are looked at below, by what they come to.
  if (followed) demandUnaltered(followed, { ...before, steps: [] }, said, pointer);
  const tie = isCut ? { standard: null } : standard ? { standard } : {};
  // What the rules and the clocks go by is found before others have to wait for the schedule.
  const weighed = await weigh(work, before, said, {
    pointer,
    mayJudge,
    facts: patchedFacts(patch, before),
    standard: isCut ? 'cut' : standard || followed ? 'followed' : 'none',
  });
  const followClocks = await readClocks(work, ticket);
  await lockSchedule(work);
  if (standard) await holdStandard(work, standard);
  const { told, kept } = weighed;
  const after = { ...said, ...demandTimes(before, said, pointer), ...tie, ...told };
  const steps =
    wished &&
    (await changeOfSteps(work, before, wished, {
      pointer: `${pointer}/steps`,
      missing: standard ? 'nobody' : 'refused',
    }));
  if (steps && followed) refuseAltered(followed, ['steps'], pointer);
  const changes: Record<string, FieldChange> = {
    ...changesBetween(before, after),
    ...(steps && { steps }),
  };
  const fields = Object.keys(changes);
  // How it went is often known only when it is over.
  if (isFinished(ticket.status) && fields.some((field) => field !== 'result'))
    throw new DomainError('ticket_closed', `${ticket.number} is ${ticket.status}.`);
  const alteration = isOpening
    ? null
    : await alterationOf(work, before, fields, { reason, pointer });
  const askAgain = async () => {
    if (weighed.isOutdated && !isOpening) await askToAssess(work, { ...before, ...told });
  };
  if (fields.length === 0 && !alteration) {
    const each = JSON.stringify(kept.answerPoints);
    await work.em.execute(
      'update change_plan set moved_since = ?, answer_points = ? where ticket_id = ? and (moved_since, answer_points) <> (?, ?)',
      [kept.movedSince, each, ticketId, kept.movedSince, each],
    );
    if (before.movedSince && !kept.movedSince) await askAgain();
    return before;
  }
  await writePlan(work, { ...before, ...after, ...kept });
  await tellJudged(work, ticketId, before, told);
  delete changes.riskReason;
  if (steps) await writeSteps(work, ticketId, steps.after);
  const isText = (field: string) => field in TEXTS || field === 'steps';
  if (changes.standard) changes.standard = { before: named(before), after: named(tie) };
  const texts: Record<string, FieldChange> = {};
  for (const [field, change] of Object.entries(changes))
    if (isText(field)) {
      texts[field] = change;
      delete changes[field];
    }
  await followClocks(asTicketFields(changes));
  // A new reason alone has an event of its own.
  if (Object.keys(changes).length + Object.keys(texts).length > 0)
    await record(work, {
      type: 'change.planned',
      subject: { kind: 'ticket', id: ticketId },
      changes,
      data: isOpening ? { opening: true } : {},
      personal: { personId: ticket.requesterId, fields: texts },
    });
  if (alteration) await noteAltered(work, before, alteration);
  if (!isOpening) await madeAnother(work, ticketId, fields, reason);
  const isMoved = ['kind', 'plannedFrom', 'plannedTo'].some((field) => field in changes);
  if (isMoved) await followPlan(work, ticketId);
  const isAnotherTime = 'plannedFrom' in changes || 'plannedTo' in changes;
  if (isAnotherTime && !isOpening) await announce(work, ticket, after);
  await askAgain();
  if ('result' in changes || isCut) await followMishap(work, ticketId);
  if (isCut) await beginAnew(work, ticketId, before.kind);
  return (await findChange(work, ticketId)) ?? before;
}

/** Behind the lock, since two may say at once of which kind it is. @throws DomainError not_permitted */
function demandKind(
  before: Change,
  kind: ChangeKind | undefined,
  { isOpening, mayCallStandard, pointer = '' }: Planning,
): void {
  // Of what is opened this is asked before, where its kind may come from the catalog.
  if (isOpening || mayCallStandard || kind !== 'standard' || before.kind === 'standard') return;
  refuseStandardKind(`${pointer}/kind`);
}

/** As the timeline tells it. */
const named = ({ standard }: { readonly standard?: FollowedStandard | null }): string | null =>
  standard ? `${standard.name} (${standard.version})` : null;

/** Processes that wait for the planned time hear that it is another. */
const announce = (work: Work, { number }: Ticket, { plannedFrom, plannedTo }: Times) =>
  sendMessage(work, {
    kind: 'message',
    name: 'change.planned',
    key: number,
    value: { plannedFrom, plannedTo },
    // Whoever begins to wait later asks the plan itself.
    keepSeconds: 60,
  });

type Times = { readonly plannedFrom: string | null; readonly plannedTo: string | null };

function demandTimes(before: Times, patch: Partial<Times>, at: string): Times {
  const spelled = (field: keyof Times): string | null => {
    const given = patch[field] === undefined ? before[field] : patch[field];
    return given === null
      ? null
      : (toInstant(given) ?? invalid(`${at}/${field}`, 'is no instant.'));
  };
  const plannedFrom = spelled('plannedFrom');
  const plannedTo = spelled('plannedTo');
  if (plannedFrom === null && plannedTo === null) return { plannedFrom, plannedTo };
  if (plannedFrom === null) return invalid(`${at}/plannedFrom`, 'Say when it begins as well.');
  if (plannedTo === null) return invalid(`${at}/plannedTo`, 'Say when it ends as well.');
  if (plannedFrom >= plannedTo)
    invalid(`${at}/plannedTo`, 'The planned end must come after the planned start.');
  if (Date.parse(plannedTo) - Date.parse(plannedFrom) > MOST_PLANNED_DAYS * DAY_MS)
    invalid(`${at}/plannedTo`, `A change lasts ${MOST_PLANNED_DAYS} days at most.`);
  return { plannedFrom, plannedTo };
}
