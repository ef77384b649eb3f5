/**
 * The one way a ticket's fields change, whoever asks: a person, a run, the system. Locks the row, applies the patch,
 * lets the clocks follow, and records one event with before and after of each field that is different afterwards. A patch that
 * changes nothing writes nothing. Runs hear of it through `changeTicket` (desk), which stands above this.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { demandConditions } from '../cab/conditions.ts';
import { followChange } from '../changes/follow.ts';
import { demandUnfrozen } from '../changes/hold.ts';
import { Clock } from '../clocks/clock.ts';
import { followTicket } from '../clocks/follow.ts';
import { DomainError, invalid } from '../errors.ts';
import type { Change } from '../events/event.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { mergeCustom, type TicketPatch } from './patch.ts';
import { resolveOrganization, resolvePerson, resolveQueue } from './references.ts';
import { Ticket } from './ticket.ts';
import type { Status } from './values.ts';

/** The fields a change is told by; people, queues and organizations as ids, so that an event holds no name. */
export type TicketSnapshot = Readonly<
  Pick<
    Ticket,
    | 'id'
    | 'type'
    | 'title'
    | 'description'
    | 'status'
    | 'holdReason'
    | 'impact'
    | 'urgency'
    | 'priority'
    | 'priorityByHand'
    | 'category'
    | 'queueId'
    | 'assigneeId'
    | 'requesterId'
    | 'organizationId'
    | 'tags'
    | 'custom'
    | 'dueAt'
    | 'deletedAt'
  >
>;

export type TicketChange = {
  readonly ticket: Ticket;
  readonly before: TicketSnapshot;
  readonly after: TicketSnapshot;
  /** The event that tells of it; null when nothing changed. */
  readonly eventId: string | null;
};

const PERSONAL = ['title', 'description'] as const;

/** Locks the ticket for this transaction. @throws DomainError not_found */
export async function lockTicket(work: Work, id: string): Promise<Ticket> {
  const ticket = await work.em.findOne(
    Ticket,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!ticket || ticket.deletedAt) throw new DomainError('not_found', 'There is no such ticket.');
  return ticket;
}

/**
 * The one order in which several tickets are locked, as the end of a query of `ticket`: by their ids, those that others follow before
 * these. A process that resolves one holds it already when it comes to what follows it.
 */
const IN_ORDER = `order by exists (select from ticket_link l where l.child_id = ticket.id and l.kind = 'child'), ticket.id`;
export const LOCKED_IN_ORDER = `${IN_ORDER} for update`;

export async function lockTickets(work: Work, ids: readonly string[]): Promise<void> {
  await work.em.execute(
    `select from ticket where id in (select value::uuid from jsonb_array_elements_text(?)) ${LOCKED_IN_ORDER}`,
    [JSON.stringify(ids)],
  );
}

/**
 * Holds these tickets as a step holds its own, in the same order: PostgreSQL looks a row's ticket up again where the row is
 * written twice in one transaction, and would come to it behind the row's lock. `which`: a query of their ids.
 */
export async function holdTickets(
  work: Work,
  which: string,
  params: readonly unknown[],
): Promise<void> {
  await work.em.execute(`select from ticket where id in (${which}) ${IN_ORDER} for no key update`, [
    ...params,
  ]);
}

/** `expected` is the version the caller has seen. @throws DomainError stale_version */
export function demandVersion(ticket: Ticket, expected: number | undefined): void {
  if (expected === undefined || expected === ticket.version) return;
  throw new DomainError('stale_version', `${ticket.number} has been changed since you read it.`, {
    values: { currentVersion: ticket.version },
  });
}

/** Takes an id, or a ticket that `lockTicket` gave. @throws DomainError invalid_input, transition_not_allowed, not_found */
export async function updateTicket(
  work: Work,
  ticketOrId: Ticket | string,
  patch: TicketPatch,
): Promise<TicketChange> {
  const ticket = typeof ticketOrId === 'string' ? await lockTicket(work, ticketOrId) : ticketOrId;
  const before = snapshot(ticket);
  await apply(work, ticket, patch);
  return settle(work, ticket, before, 'ticket.updated');
}

/** Takes the ticket out of every list; its record stays. */
export async function removeTicket(work: Work, ticket: Ticket): Promise<TicketChange> {
  const before = snapshot(ticket);
  ticket.deletedAt = work.now;
  return settle(work, ticket, before, 'ticket.deleted');
}

async function apply(work: Work, ticket: Ticket, patch: TicketPatch): Promise<void> {
  const by = work.actor.kind;
  if (patch.title !== undefined) ticket.title = patch.title;
  if (patch.description !== undefined) ticket.description = patch.description;
  if (patch.category !== undefined) ticket.category = patch.category;
  if (patch.tags !== undefined) ticket.tags = [...new Set(patch.tags)];
  if (patch.custom !== undefined) ticket.custom = mergeCustom(ticket.custom, patch.custom);
  if (patch.impact !== undefined || patch.urgency !== undefined || patch.priority !== undefined)
    ticket.weigh(patch);
  if (patch.queue !== undefined)
    ticket.queueId =
      patch.queue === null ? null : (await resolveQueue(work, patch.queue, '/queue')).id;
  if (patch.assignee !== undefined)
    ticket.assigneeId =
      patch.assignee === null ? null : (await resolvePerson(work, patch.assignee, '/assignee')).id;
  if (patch.requester !== undefined)
    ticket.requesterId = (await resolvePerson(work, patch.requester, '/requester')).id;
  if (patch.organization !== undefined) {
    ticket.organizationId =
      patch.organization === null
        ? null
        : (await resolveOrganization(work, patch.organization, '/organization')).id;
  }
  if (patch.dueAt !== undefined) await setDue(work, ticket, patch.dueAt);
  if (patch.status !== undefined) await moveTo(work, ticket, patch.status, patch.holdReason);
  else if (patch.holdReason !== undefined) {
    if (ticket.status !== 'on_hold')
      invalid('/holdReason', 'Only a ticket that is on_hold has a reason for it.');
    ticket.moveTo('on_hold', by, work.now, patch.holdReason);
  }
}

async function moveTo(
  work: Work,
  ticket: Ticket,
  status: Status,
  holdReason: TicketPatch['holdReason'],
): Promise<void> {
  const isMoving = status !== ticket.status;
  ticket.moveTo(status, work.actor.kind, work.now, holdReason);
  if (!isMoving || ticket.type !== 'change') return;
  await demandConditions(work, ticket.id, status);
  await demandUnfrozen(work, ticket.id, status);
}

async function setDue(work: Work, ticket: Ticket, dueAt: Date | null): Promise<void> {
  if (dueAt?.getTime() === ticket.dueAt?.getTime()) return;
  if ((await work.em.count(Clock, { subjectId: ticket.id, state: { $ne: 'cancelled' } })) > 0)
    invalid('/dueAt', 'Its clocks say when it is due.');
  ticket.dueAt = dueAt;
}

/** `beside`: what is different about it that does not stand in its row. */
export async function settle(
  work: Work,
  ticket: Ticket,
  before: TicketSnapshot,
  type: string,
  beside: Readonly<Record<string, Change>> = {},
): Promise<TicketChange> {
  const followed = { ...differences(before, snapshot(ticket)), ...beside };
  if (Object.keys(followed).length === 0) return { ticket, before, after: before, eventId: null };
  const dueAt = await followTicket(work, ticket, { happening: 'changed', changes: followed });
  if (dueAt !== undefined) ticket.dueAt = dueAt;
  const after = snapshot(ticket);
  ticket.updatedAt = work.now;
  const changes = { ...differences(before, after), ...beside };
  const personal = Object.fromEntries(
    PERSONAL.flatMap((field) => (changes[field] ? [[field, changes[field]]] : [])),
  );
  for (const field of PERSONAL) delete changes[field];
  const eventId = await record(work, {
    type,
    subject: { kind: 'ticket', id: ticket.id },
    changes,
    personal: { personId: before.requesterId, fields: personal },
  });
  await work.em.flush();
  if (ticket.type === 'change') await followChange(work, before, after);
  return { ticket, before, after, eventId };
}

export function snapshot(ticket: Ticket): TicketSnapshot {
  const {
    id,
    type,
    title,
    description,
    status,
    holdReason,
    impact,
    urgency,
    priority,
    priorityByHand,
    category,
    queueId,
    assigneeId,
  } = ticket;
  const { requesterId, organizationId, tags, custom, dueAt, deletedAt } = ticket;
  return {
    id,
    type,
    title,
    description,
    status,
    holdReason,
    impact,
    urgency,
    priority,
    priorityByHand,
    category,
    queueId,
    assigneeId,
    requesterId,
    organizationId,
    tags: [...tags],
    custom: structuredClone(custom),
    dueAt,
    deletedAt,
  };
}

/** Names as the API has them: `queueId` is told as `queue`. */
const TOLD_AS: Readonly<Record<string, string>> = {
  queueId: 'queue',
  assigneeId: 'assignee',
  requesterId: 'requester',
  organizationId: 'organization',
};

function differences(before: TicketSnapshot, after: TicketSnapshot): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const field of Object.keys(before) as (keyof TicketSnapshot)[]) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field])) {
      changes[TOLD_AS[field] ?? field] = {
        before: before[field] ?? null,
        after: after[field] ?? null,
      };
    }
  }
  return changes;
}
