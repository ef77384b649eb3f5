/** Who may do what with standard changes: whoever works on changes sees and proposes them, and change managers keep them. */
import { DomainError } from '#domain/errors.ts';
import { may, type Permission, type Principal, scopeOf } from '#domain/people/access.ts';
import { isUsable, mayResume, type Standard } from '#domain/standard-changes/standard.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { Work } from '#domain/work.ts';

/** Either of them. */
export const WORKERS: Permission[] = ['ticket.update', 'cab.manage'];

export const manages = (principal: Principal): boolean =>
  scopeOf(principal, 'cab.manage') === 'all';

/** @throws DomainError not_permitted */
export function demandManager(principal: Principal): void {
  if (manages(principal)) return;
  throw new DomainError('not_permitted', 'This needs the permission cab.manage over all records.', {
    values: { permission: 'cab.manage' },
  });
}

/** The id of the change that is taken as an example. @throws DomainError invalid_input for what is no change that the caller may see */
export async function exampleOf(
  work: Work,
  principal: Principal,
  ref: string | undefined,
): Promise<string | null> {
  if (ref === undefined) return null;
  try {
    return demandOn(principal, 'ticket.read', await findTicket(work, ref)).id;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error;
    throw new DomainError('invalid_input', 'There is no such change.', {
      errors: [{ pointer: '/fromChange', detail: 'The number or the id of a change.' }],
    });
  }
}

export function allowedOn(principal: Principal, standard: Standard): string[] {
  const { state, inForce, proposed } = standard;
  const isLive = state !== 'retired';
  const keeps = manages(principal);
  return [
    'read',
    ...(inForce !== null && isUsable(state) && may(principal, 'ticket.update') ? ['open'] : []),
    ...(isLive && proposed === null ? ['propose'] : []),
    ...(isLive && keeps ? ['update', 'retire'] : []),
    ...(inForce !== null && isUsable(state) && keeps ? ['suspend'] : []),
    ...(mayResume(standard) && keeps ? ['resume'] : []),
  ];
}
