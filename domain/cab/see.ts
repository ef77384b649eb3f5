/** Who sees which meetings: who sits on the board, who runs boards, and who may see every change. */
import { DomainError } from '../errors.ts';
import { may, type Principal, scopeOf } from '../people/access.ts';
import type { Work } from '../work.ts';
import { getMeeting, type ShownMeeting } from './find.ts';

export const seesEveryMeeting = (principal: Principal): boolean =>
  may(principal, 'cab.manage') || scopeOf(principal, 'ticket.read') === 'all';

/** @throws DomainError not_found, also for what they may not see */
export async function seenMeeting(
  work: Work,
  principal: Principal,
  id: string,
): Promise<ShownMeeting> {
  const meeting = await getMeeting(work, id);
  const sits = meeting.members.some(({ person }) => person.id === principal.personId);
  if (sits || seesEveryMeeting(principal)) return meeting;
  throw new DomainError('not_found', 'There is no such meeting.');
}
