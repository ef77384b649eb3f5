/** The one statement that opens a ticket: everything it writes, as one JSON value for `open_ticket` in the database. */
import { causeOf } from '../clocks/cause.ts';
import { earliest } from '../clocks/ledger-row.ts';
import { fingerprint } from '../events/record.ts';
import { newId } from '../ids.ts';
import { withoutTrips } from '../read-rows.ts';
import { type OpenKey, personKey } from '../seals/person-keys.ts';
import type { Work } from '../work.ts';
import type { TicketDraft } from './draft-ticket.ts';

/** Returns the ticket's number. Fails with SQLSTATE PD001 when what the draft was made from is out of date. */
export async function insertTicket(work: Work, draft: TicketDraft): Promise<string> {
  const { ticket, requester, runs, clocks } = draft;
  const key = await personKey(work, requester.id);
  const payload = {
    tenant: work.tenantId,
    revision: draft.configuration.revision,
    requesterVersion: requester.version,
    at: work.now,
    ticket: {
      ...ticket,
      priorityByHand: draft.priorityByHand,
      queueId: ticket.queue?.id ?? null,
      assigneeId: ticket.assignee?.id ?? null,
      requesterId: requester.id,
      organizationId: ticket.organization?.id ?? null,
    },
    event: {
      id: newId(),
      actorKind: work.actor.kind,
      actorId: work.actor.id,
      causeKind: work.cause.kind,
      causeId: work.cause.id,
      causeLabel: work.cause.label,
      changes: changesOf(draft, key),
      data: {
        source: ticket.source,
        runs: runs.map((run) => ({
          id: run.id,
          process: run.process_key,
          version: run.process_version,
        })),
      },
    },
    sealed: key.seal(personalOf(draft)).toString('base64'),
    runs,
    clocks,
    clockCause: { ...causeOf(work), status: ticket.status, happening: 'opened' },
    wakeAt: earliest(clocks.map((clock) => clock.nextAt)),
  };
  const rows = await withoutTrips(work.em).execute<{ number: string }[]>(
    'select open_ticket(?) as number',
    [JSON.stringify(payload)],
  );
  const number = rows[0]?.number;
  if (!number) throw new Error('invariant: open_ticket returns a number');
  return number;
}

const personalOf = ({ ticket }: TicketDraft) => ({
  title: { before: null, after: ticket.title },
  description: { before: null, after: ticket.description },
});

/** What the event tells: personal values as hashes, references as ids, nothing for what is not there. */
function changesOf(
  draft: TicketDraft,
  key: OpenKey,
): Record<string, { before: null; after: unknown }> {
  const { ticket, requester } = draft;
  const told = {
    type: ticket.type,
    status: ticket.status,
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    category: ticket.category,
    queue: ticket.queue?.id,
    assignee: ticket.assignee?.id,
    requester: requester.id,
    organization: ticket.organization?.id,
    dueAt: ticket.dueAt,
    title: fingerprint(key.bytes, ticket.title),
    description: fingerprint(key.bytes, ticket.description),
  };
  const changes: Record<string, { before: null; after: unknown }> = {};
  for (const [field, after] of Object.entries(told)) {
    if (after !== null && after !== undefined) changes[field] = { before: null, after };
  }
  return changes;
}
