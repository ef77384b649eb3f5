/** Authors of processes name boards, so they read which there are. */
import { seesEveryMeeting } from '#domain/cab/see.ts';
import { DomainError } from '#domain/errors.ts';
import { may, type Principal } from '#domain/people/access.ts';

/** @throws DomainError not_permitted */
export function demandBoards(principal: Principal): void {
  if (seesEveryMeeting(principal) || may(principal, 'process.read')) return;
  throw new DomainError(
    'not_permitted',
    'This needs the permission cab.manage, process.read, or ticket.read for all tickets.',
    { values: { permission: 'cab.manage' } },
  );
}
