/** Who may do what with changes and with when they may happen. */
import { isOver } from '#domain/changes/follow.ts';
import { DomainError } from '#domain/errors.ts';
import { type Permission, type Principal, scopeOf } from '#domain/people/access.ts';
import { demandOn, mayOn, seesInternal } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import { isFinished } from '#domain/tickets/values.ts';
import type { Work } from '#domain/work.ts';

/** Whoever runs the board says when changes may happen, and so does whoever sets the tenant up. */
export const MANAGERS: readonly Permission[] = ['settings.manage', 'cab.manage'];

export const managesSchedule = (principal: Principal): boolean =>
  MANAGERS.some((permission) => scopeOf(principal, permission) === 'all');

/** @throws DomainError not_permitted */
export function demandSchedule(principal: Principal): void {
  if (managesSchedule(principal)) return;
  throw new DomainError(
    'not_permitted',
    `This needs the permission ${MANAGERS.join(' or ')} over all records.`,
    { values: { permission: MANAGERS[0] } },
  );
}

/** @throws DomainError not_found, not_permitted */
export async function demandChange(
  work: Work,
  principal: Principal,
  ref: string,
  permission: Permission = 'ticket.read',
): Promise<TicketRecord> {
  const ticket = demandOn(principal, permission, await findTicket(work, ref));
  if (ticket.type !== 'change')
    throw new DomainError('not_found', `${ticket.number} is no change.`);
  return ticket;
}

/** What came of other changes is no affair of who asks for help. @throws DomainError not_found, not_permitted */
export const insideChange = async (
  work: Work,
  principal: Principal,
  ref: string,
): Promise<TicketRecord> => demandInside(principal, await demandChange(work, principal, ref));

/** @throws DomainError not_permitted */
export function demandInside(principal: Principal, ticket: TicketRecord): TicketRecord {
  if (!seesInternal(principal, ticket))
    throw new DomainError(
      'not_permitted',
      'Those who work on tickets see what caused what, and how other changes went.',
    );
  return ticket;
}

export function allowedOnChange(principal: Principal, ticket: TicketRecord): string[] {
  const isOpen = !isFinished(ticket.status);
  const mayUpdate = mayOn(principal, 'ticket.update', ticket);
  return [
    'read',
    ...(isOpen && mayUpdate ? ['plan'] : []),
    // Its time and its steps, while they are to come.
    ...(!isOver(ticket.status) && mayUpdate ? ['schedule'] : []),
    ...(isOpen && mayUpdate && mayOn(principal, 'cab.manage', ticket) ? ['judgeRisk'] : []),
    ...(mayUpdate ? ['noteResult'] : []),
    ...(!isOver(ticket.status) && mayOn(principal, 'freeze.override', ticket)
      ? ['overrideFreeze']
      : []),
  ];
}
