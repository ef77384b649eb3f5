/** A meeting as it stands after what was done in this transaction, for whoever may see it. */
import { getMeeting } from '#domain/cab/find.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { demandMeeting } from './policy.ts';
import { presentMeeting } from './present.ts';

/** @throws DomainError not_found */
export async function shown(work: Work, principal: Principal, id: string) {
  await work.em.flush();
  const meeting = await getMeeting(work, id);
  demandMeeting(principal, meeting);
  return presentMeeting(meeting, principal);
}
