/**
 * Who reads boards and meetings: who sits on them, who runs boards, and who may see every change. Authors of processes name
 * boards, so they read which there are.
 */
import { DomainError } from '#domain/errors.ts';
import { may, type Principal, scopeOf } from '#domain/people/access.ts';

const seesAll = (principal: Principal): boolean =>
  may(principal, 'cab.manage') || scopeOf(principal, 'ticket.read') === 'all';

/** Null where every meeting may be seen, else whose boards are. */
export const boardsOf = (principal: Principal): string | null =>
  seesAll(principal) ? null : principal.personId;

/** @throws DomainError not_found, as for what is not there */
export function demandMeeting(
  principal: Principal,
  { members }: { readonly members: readonly { readonly person: { readonly id: string } }[] },
): void {
  if (seesAll(principal)) return;
  if (members.some(({ person }) => person.id === principal.personId)) return;
  throw new DomainError('not_found', 'There is no such meeting.');
}

/** @throws DomainError not_permitted */
export function demandBoards(principal: Principal): void {
  if (seesAll(principal) || may(principal, 'process.read')) return;
  throw new DomainError(
    'not_permitted',
    'This needs the permission cab.manage, process.read, or ticket.read for all tickets.',
    { values: { permission: 'cab.manage' } },
  );
}
