/** A meeting shows changes of the whole tenant, so only those who may see them all, or who run the board, read it. */
import { DomainError } from '#domain/errors.ts';
import { may, type Principal, scopeOf } from '#domain/people/access.ts';

/** @throws DomainError not_permitted */
export function demandMeetings(principal: Principal): void {
  if (may(principal, 'cab.manage') || scopeOf(principal, 'ticket.read') === 'all') return;
  throw new DomainError(
    'not_permitted',
    'This needs the permission cab.manage, or ticket.read for all tickets.',
    { values: { permission: 'cab.manage' } },
  );
}
