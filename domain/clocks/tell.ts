/** Records that a threshold of a clock was passed, and the words that go out about it. */
import type { Threshold } from '#engine/clocks/marks.ts';
import { record } from '../events/record.ts';
import { notify } from '../mail/notify.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import type { Clock } from './clock.ts';

/** What is told more than this after it could have been told says so. */
const LATE_AFTER_MS = 60_000;

export const isLate = (now: Date, possible: Date): boolean =>
  now.getTime() - possible.getTime() > LATE_AFTER_MS;

export type Passed = {
  readonly clock: Clock;
  readonly threshold: Threshold;
  readonly nth: number;
  readonly at: Date;
  /** Before this nobody could have told it: the clock was counted again then. */
  readonly knownFrom: Date;
};

const TYPES = {
  warning: 'clock.warned',
  deadline: 'clock.breached',
  overdue: 'clock.overdue',
} as const;

/** Where a threshold lies: before the deadline, at it, or after it. */
export function sideOf({ at }: Threshold): keyof typeof TYPES {
  if ('after' in at) return 'overdue';
  return 'percent' in at && at.percent >= 100 ? 'deadline' : 'warning';
}

export async function tellPassed(work: Work, ticket: Ticket, passed: Passed): Promise<void> {
  const { clock, threshold, nth, at, knownFrom } = passed;
  const side = sideOf(threshold);
  const possible = Math.max(at.getTime(), knownFrom.getTime());
  const latenessMs = work.now.getTime() - possible;
  await record(work, {
    type: TYPES[side],
    subject: { kind: 'clock', id: clock.id },
    ticketId: ticket.id,
    data: {
      name: clock.name,
      policy: clock.policyKey,
      threshold: threshold.id,
      ...('percent' in threshold.at ? { percent: threshold.at.percent } : {}),
      ...(nth > 1 ? { nth } : {}),
      revision: clock.revision,
      // What is agreed inside, or with a supplier, is no affair of the requester.
      ...(clock.kind === 'sla' ? {} : { internal: true }),
      targetSeconds: clock.targetSeconds,
      at: at.toISOString(),
      ...(side === 'warning' && clock.dueAt ? { dueAt: clock.dueAt.toISOString() } : {}),
      ...(side === 'deadline' ? { breachedAt: at.toISOString() } : {}),
      ...(isLate(work.now, new Date(possible))
        ? { late: true, latenessSeconds: Math.round(latenessMs / 1000) }
        : {}),
    },
  });
}

export async function tellPeople(
  work: Work,
  about: { readonly ticket: Ticket; readonly clock: Clock; readonly isWarning: boolean },
  people: readonly string[],
): Promise<void> {
  const { ticket, clock, isWarning } = about;
  const words = { number: ticket.number, target: clock.name };
  const dueAt = clock.dueAt?.toISOString();
  const notice =
    isWarning && dueAt !== undefined
      ? ({ kind: 'clockWarning', ...words, dueAt } as const)
      : ({ kind: 'clockBreach', ...words } as const);
  await notify(work, people, notice, ticket.id);
}
