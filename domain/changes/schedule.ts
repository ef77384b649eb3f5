/** What stands in the way of a change at a time, and when nothing would: asked anew each time, from what the record says now. */
import { conflictsOf } from '#engine/changes/conflicts.ts';
import { MOST_DAYS_AHEAD, nextFreeSlot } from '#engine/changes/next-slot.ts';
import type { Conflict, ConflictKind } from '#engine/changes/plan.ts';
import { addSeconds, earlierOf, laterOf, toInstant } from '#engine/instant.ts';
import type { Span } from '#engine/rota.ts';
import { getCalendar } from '../clocks/calendars.ts';
import { invalid } from '../errors.ts';
import type { Work } from '../work.ts';
import type { Change } from './change.ts';
import { isOver } from './follow.ts';
import { holidaysIn } from './holidays.ts';
import { loadWorld, subjectOf } from './world.ts';

/** `calendar`: whose holidays count as well. Nothing stands in the way of what is over. */
export async function conflictsAt(
  work: Work,
  change: Change,
  span: Span,
  calendar: string | undefined,
): Promise<readonly Conflict[]> {
  if (isOver(change.status)) return [];
  const subject = subjectOf(change);
  const hours = calendar === undefined ? null : (await getCalendar(work, calendar)).hours;
  const holidays = hours ? holidaysIn(hours, span) : [];
  return conflictsOf({ ...subject, ...span }, await loadWorld(work, subject, span, { holidays }));
}

export type SlotWish = {
  readonly minutes: number;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly avoid: readonly ConflictKind[];
  readonly calendar?: string | undefined;
  readonly hours?: 'open' | 'closed' | undefined;
};

export type Slot = { readonly slot: Span | null; readonly searched: Span };

/** Never in the past, and no further ahead than is looked. @throws DomainError invalid_input, not_found */
export async function findSlot(work: Work, change: Change, wish: SlotWish): Promise<Slot> {
  const now = work.now.toISOString();
  const from = laterOf(now, instantAt('/from', wish.from) ?? now);
  const last = addSeconds(from, MOST_DAYS_AHEAD * 86_400);
  const until = earlierOf(last, instantAt('/until', wish.until) ?? last);
  if (from >= until) invalid('/until', 'must come after `from`, and after now.');
  if (wish.calendar === undefined && wish.hours !== undefined)
    invalid('/calendar', 'Say whose hours are meant.');
  const hours = wish.calendar === undefined ? null : (await getCalendar(work, wish.calendar)).hours;
  const searched = { from, until };
  const span = { from, to: until };
  const subject = subjectOf(change);
  const holidays = hours ? holidaysIn(hours, span) : [];
  const world = await loadWorld(work, subject, span, { holidays });
  const slot = nextFreeSlot(
    subject,
    {
      minutes: wish.minutes,
      avoid: wish.avoid,
      ...searched,
      hours: hours && wish.hours ? { calendar: hours, take: wish.hours } : undefined,
    },
    world,
  );
  return { slot, searched: span };
}

const instantAt = (pointer: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : (toInstant(text) ?? invalid(pointer, 'is no instant.'));
