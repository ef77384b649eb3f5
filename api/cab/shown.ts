/** A meeting as it stands after what was done in this transaction, for whoever may see it. */
import { seenMeeting } from '#domain/cab/see.ts';
import { namesOfChanges } from '#domain/changes/list.ts';
import type { Principal } from '#domain/people/access.ts';
import type { Work } from '#domain/work.ts';
import { presentMeeting } from './present.ts';

/** @throws DomainError not_found */
export async function shown(work: Work, principal: Principal, id: string) {
  await work.em.flush();
  const meeting = await seenMeeting(work, principal, id);
  const changes = meeting.items.map(({ ticket }) => ticket.id);
  return presentMeeting(meeting, principal, await namesOfChanges(work, principal, changes));
}
