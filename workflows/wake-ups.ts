/**
 * The workflows that stand for something that may fall due: an approval's reminder and end, a ticket's clocks, a ladder of
 * escalation, a CAB meeting, a version on its way. They are started with a start delay and mostly ended before they ever run. When one does run
 * it asks the record to do what is due, once, and learns when to look again; the record alone knows what that means.
 */
import {
  condition,
  continueAsNew,
  defineSignal,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import { REARM, recordIdOf, type WakeInput } from './messages.ts';
import { record, untilDone } from './record.ts';

const rearm = defineSignal(REARM);

/** Reminders, the due date and its outcome. */
export const approval = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'approvalDue');

/** The next threshold of any clock of one ticket. */
export const slaClock = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'clockDue');

/** One level after the other until somebody acknowledges. */
export const escalation = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'escalationDue');

/** Opens the meeting at its hour and stays with it until its minutes are closed. */
export const cabReview = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'meetingDue');

/** Tells that a version takes new runs now; that it does is not up to this workflow. */
export const rollout = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'rolloutDue');

/** Looks at, or counts again, one part of a tenant's clocks after the other. */
export const recount = (input: WakeInput): Promise<void> => wakeWhenDue(input, 'recountDue');

type DueActivity =
  | 'approvalDue'
  | 'clockDue'
  | 'escalationDue'
  | 'meetingDue'
  | 'recountDue'
  | 'rolloutDue';

/** Looks no later than this, whatever the record said: clocks of machines differ, and a signal can be lost. */
const LOOK_AGAIN_MS = 24 * 3_600_000;
/** And no sooner: where the worker's clock is behind the engine's, what is due is not due for it yet. */
const PAUSE_MS = 1_000;

async function wakeWhenDue(input: WakeInput, due: DueActivity): Promise<void> {
  const { tenantId, id = recordIdOf(workflowInfo().workflowId) } = input;
  let woken = false;
  setHandler(rearm, () => {
    woken = true;
  });
  const isLong = (): boolean => workflowInfo().continueAsNewSuggested;
  const rest = (): void => {
    woken = false;
  };
  for (;;) {
    rest();
    const act = (): Promise<string | null> =>
      (record[due] as Activities[DueActivity])({ tenantId, id });
    const next = await untilDone(act, { begin: rest, isOver: () => woken, isTired: isLong });
    if (isLong()) await continueAsNew(input);
    if (next === 'gone' || next === 'tired' || next === null) return;
    const waitMs = Math.min(Math.max(Date.parse(next) - Date.now(), PAUSE_MS), LOOK_AGAIN_MS);
    await condition(() => woken, waitMs);
  }
}
