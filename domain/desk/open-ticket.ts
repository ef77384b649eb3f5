/**
 * Opens a ticket: its row, its event, the runs its triggers start, its clocks, and what the relay must deliver, all in ONE
 * statement (`open_ticket` in the database), since round trips decide what a write costs. Outside a transaction that
 * statement is its own; inside one it is part of it. What it needs to know beforehand comes from copies this process keeps,
 * and the statement refuses copies that are out of date.
 */
import { forgetConfiguration } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import type { RunStart } from '../processes/triggers.ts';
import type { TicketRecord } from '../tickets/record.ts';
import { forkFor, type Store, type Who, type Work } from '../work.ts';
import { draftTicket, type NewTicket } from './draft-ticket.ts';
import { insertTicket } from './insert-ticket.ts';
import { forgetPeople } from './known-person.ts';

export type { NewTicket } from './draft-ticket.ts';

export type OpenedTicket = { readonly ticket: TicketRecord; readonly runs: readonly RunStart[] };

/** Copies may turn out to be old; more often than this in a row they do not. */
const TRIES = 3;
const STALE = 'PD001';

/** Opens a ticket without a transaction of one's own: one round trip once the process knows the tenant. */
export async function openTicketAtOnce(
  store: Store,
  who: Who,
  input: NewTicket,
): Promise<OpenedTicket> {
  const work: Work = {
    em: forkFor(store.orm, who.tenantId),
    ...who,
    now: store.clock(),
    keys: store.keys,
    sent: { value: false },
  };
  const opened = await openTicket(work, input);
  if (work.sent.value) store.wake();
  return opened;
}

/** @throws DomainError invalid_input; stale_configuration when the configuration keeps changing underneath */
export async function openTicket(work: Work, input: NewTicket): Promise<OpenedTicket> {
  // People and settings that this transaction has made but not yet written are needed by the statement.
  if (work.em.isInTransaction()) await work.em.flush();
  for (let attempt = 1; ; attempt += 1) {
    const draft = await draftTicket(work, input);
    try {
      const number = await insertTicket(work, draft);
      work.sent.value ||= draft.runs.length > 0 || draft.clocks.length > 0;
      return { ticket: { ...draft.ticket, number }, runs: draft.runs };
    } catch (error) {
      if ((error as { code?: string }).code !== STALE) throw error;
      forgetConfiguration(work);
      forgetPeople(work);
      // A failed statement has ended the transaction around it: only its owner can begin anew.
      if (attempt >= TRIES || work.em.isInTransaction()) {
        throw new DomainError(
          'stale_configuration',
          'The configuration changed while the ticket was being opened. Send it again.',
          { cause: error },
        );
      }
    }
  }
}
