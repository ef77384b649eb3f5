/** A meeting as the outside sees it, with what the caller may do with it. */
import type { Static } from 'typebox';
import type { ShownMeeting } from '#domain/cab/find.ts';
import { may, type Principal } from '#domain/people/access.ts';
import type { Meeting } from './schemas.ts';

export function presentMeeting(
  meeting: ShownMeeting,
  principal: Principal,
): Static<typeof Meeting> {
  const isOver = meeting.state === 'closed' || meeting.state === 'cancelled';
  return {
    id: meeting.id,
    name: meeting.name,
    state: meeting.state,
    scheduledAt: meeting.scheduled_at.toISOString(),
    openedAt: meeting.opened_at?.toISOString() ?? null,
    closedAt: meeting.closed_at?.toISOString() ?? null,
    minutes: meeting.minutes,
    items: meeting.items,
    version: meeting.version,
    allowed: may(principal, 'cab.manage') && !isOver ? ['decide', 'close'] : [],
  };
}
