/** What routes below /tickets/:id have in common, whichever feature they belong to: the address, and who may read. */
import { Type } from 'typebox';
import type { Principal } from '#domain/people/access.ts';
import { demandOn } from '#domain/tickets/policy.ts';
import { findTicket } from '#domain/tickets/read.ts';
import type { TicketRecord } from '#domain/tickets/record.ts';
import type { Work } from '#domain/work.ts';
import { Input, PageQuery } from './schemas.ts';

export const TicketPartParams = Type.Object({
  id: Type.String({
    pattern: '^([0-9a-fA-F-]{36}|[A-Za-z]{3}-[0-9]{1,12})$',
    description: 'The ticket’s id, or its number.',
  }),
});

/** A ticket's own runs, tasks and approvals are few: they come in one page. */
export const TicketPartQuery = Input(PageQuery);

/** @throws DomainError not_found for a ticket the caller may not see */
export async function readableTicket(
  work: Work,
  principal: Principal,
  ref: string,
): Promise<TicketRecord> {
  return demandOn(principal, 'ticket.read', await findTicket(work, ref));
}
