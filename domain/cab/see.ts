/** Who sees which meetings: who sits on the board or stands in there, who runs boards, and who may see every change. */
import { DomainError } from '../errors.ts';
import { may, type Principal, scopeOf } from '../people/access.ts';
import type { Work } from '../work.ts';
import { getMeeting, type ShownMeeting } from './find.ts';
import { wasThere } from './standing-in.ts';

export const seesEveryMeeting = (principal: Principal): boolean =>
  may(principal, 'cab.manage') || scopeOf(principal, 'ticket.read') === 'all';

/** @throws DomainError not_found, also for what they may not see */
export async function seenMeeting(
  work: Work,
  principal: Principal,
  id: string,
): Promise<ShownMeeting> {
  const meeting = await getMeeting(work, id);
  const { personId } = principal;
  const sits = [...meeting.members, ...meeting.standIns].some(
    ({ person }) => person.id === personId,
  );
  if (sits || seesEveryMeeting(principal) || (await wasThere(work, id, personId))) return meeting;
  throw new DomainError('not_found', 'There is no such meeting.');
}

/** Whether there are meetings that they see whatever their roles: of their boards, of those they stand in on, or where they were. */
export async function hasMeetings(work: Work, personId: string): Promise<boolean> {
  const [row] = await work.em.execute<{ has: boolean }[]>(
    `select exists (select from boards_of(?, ?)) or exists (select from cab_invited v
       where v.person_id = ? and (v.invited_at is not null or v.spoke_at is not null)) as has`,
    [personId, work.now, personId],
  );
  return row?.has === true;
}
