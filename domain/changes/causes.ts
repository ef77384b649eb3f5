/**
 * What a change is said to have caused: which tickets, by whose word. A ticket has one cause at most, and naming another takes its
 * place. It moves nothing on the ticket itself, so that it can be said of one that is long closed.
 */
import type { ChangeKind, Result } from '#engine/changes/plan.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { toIso } from '../instants.ts';
import { followMishap } from '../standard-changes/mishaps.ts';
import type { TicketRecord } from '../tickets/record.ts';
import { type Sql, sql } from '../tickets/sql.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { LOCKED_IN_ORDER, lockTicket } from '../tickets/update.ts';
import type { Status, TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';

export type Cause = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly kind: ChangeKind;
  readonly result: Result | null;
  readonly namedBy: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly namedAt: string;
};

export type CausedTicket = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly type: TicketType;
  readonly status: Status;
  readonly priority: TicketRecord['priority'];
  readonly createdAt: string;
  readonly namedAt: string;
};

const MOST_TOLD = 200;
const EVERY = sql('true');

/** What goes wrong, and why it keeps going wrong. */
const CAUSED: readonly TicketType[] = ['incident', 'problem'];

/** `seen` says which changes the caller may read, of the table `ticket t`. */
export async function causeOf(
  work: Work,
  ticketId: string,
  seen: Sql = EVERY,
): Promise<Cause | null> {
  const [row] = await work.em.execute<(Omit<Cause, 'namedAt'> & { namedAt: Date | string })[]>(
    `select t.id, t.number, t.title, t.status, coalesce(p.kind, 'normal') as kind, p.result, c.named_at as "namedAt",
       case when n.id is null then null else jsonb_build_object('id', n.id, 'name', n.name, 'email', n.email) end as "namedBy"
     from ticket_cause c join ticket t on t.id = c.change_id left join change_plan p on p.ticket_id = t.id left join person n on n.id = c.named_by
     where c.ticket_id = ? and t.deleted_at is null and ${seen.text}`,
    [ticketId, ...seen.params],
  );
  return row ? { ...row, namedAt: toIso(row.namedAt) } : null;
}

/** The latest first; `seen` says which the caller may read, of the table `ticket t`. */
export async function causedBy(
  work: Work,
  changeId: string,
  seen: Sql,
): Promise<readonly CausedTicket[]> {
  const rows = await work.em.execute<
    (Omit<CausedTicket, 'createdAt' | 'namedAt'> & Record<'createdAt' | 'namedAt', Date | string>)[]
  >(
    `select t.id, t.number, t.title, t.type, t.status, t.priority, t.created_at as "createdAt", c.named_at as "namedAt"
     from ticket_cause c join ticket t on t.id = c.ticket_id
     where c.change_id = ? and t.deleted_at is null and ${seen.text} order by c.named_at desc, t.id limit ${MOST_TOLD}`,
    [changeId, ...seen.params],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: toIso(row.createdAt),
    namedAt: toIso(row.namedAt),
  }));
}

/**
 * Says which change has caused a ticket, or with null that none has; what is so already stays as it is.
 * @throws DomainError not_found, invalid_input
 */
export async function nameCause(
  work: Work,
  ticketId: string,
  changeId: string | null,
): Promise<void> {
  const before = await lockedCause(work, ticketId, changeId);
  if (before?.id === changeId || (before === null && changeId === null)) return;
  if (before) await takeBack(work, ticketId, before.id);
  if (changeId === null) return;
  // One that was named before may have been deleted since, which is no cause any more and still stands there.
  await work.em.execute(
    `insert into ticket_cause (ticket_id, change_id, tenant_id, named_by, named_at) values (?, ?, current_tenant(), ?, ?)
     on conflict (ticket_id) do update set change_id = excluded.change_id, named_by = excluded.named_by, named_at = excluded.named_at`,
    [ticketId, changeId, work.actor.kind === 'person' ? work.actor.id : null, work.now],
  );
  await tell(work, 'Named', ticketId, changeId);
  await followMishap(work, changeId);
}

async function takeBack(work: Work, ticketId: string, changeId: string): Promise<void> {
  await work.em.execute('delete from ticket_cause where ticket_id = ?', [ticketId]);
  await tell(work, 'TakenBack', ticketId, changeId);
  await followMishap(work, changeId);
}

/** A ticket that is to be deleted and the change it names as its cause, in the order in which others lock both. @throws DomainError not_found */
export async function lockWithCause(work: Work, ticketId: string): Promise<Ticket> {
  await holdNaming(work, ticketId);
  await work.em.execute(
    `select from ticket where id = ? or id = (select change_id from ticket_cause where ticket_id = ?)
     ${LOCKED_IN_ORDER}`,
    [ticketId, ticketId],
  );
  return lockTicket(work, ticketId);
}

/** A ticket was deleted: what it says of its cause counts no more. Behind its lock. */
export async function followDeletion(work: Work, ticketId: string): Promise<void> {
  const [cause] = await work.em.execute<{ change: string }[]>(
    'select change_id as change from ticket_cause where ticket_id = ?',
    [ticketId],
  );
  if (cause) await followMishap(work, cause.change);
}

/**
 * What the ticket names is named by nobody else until the end of the transaction. Before any ticket is locked: whoever waited
 * for one might find that another change is named by then, and could lock that only out of order.
 */
const holdNaming = (work: Work, ticketId: string) =>
  work.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`cause:${ticketId}`]);

/**
 * Locks both tickets, and the change that was named before, in the one order, since another may name one of them at the
 * same moment: what is taken back from that one is told behind its lock.
 */
async function lockedCause(
  work: Work,
  ticketId: string,
  changeId: string | null,
): Promise<Cause | null> {
  if (ticketId === changeId) invalid('/change', 'A change does not cause itself.');
  await holdNaming(work, ticketId);
  await work.em.execute(
    `select from ticket where id in (?, ?) or id = (select change_id from ticket_cause where ticket_id = ?)
     ${LOCKED_IN_ORDER}`,
    [ticketId, changeId, ticketId],
  );
  for (const id of [ticketId, ...(changeId === null ? [] : [changeId])].sort()) {
    const ticket = await lockTicket(work, id);
    if (id === changeId && ticket.type !== 'change')
      invalid('/change', `${ticket.number} is no change.`);
    if (id === ticketId && !CAUSED.includes(ticket.type))
      throw new DomainError(
        'invalid_input',
        `${ticket.number} is a ${ticket.type}: only incidents and problems are caused by a change.`,
      );
  }
  return causeOf(work, ticketId);
}

/** On both timelines. */
async function tell(
  work: Work,
  what: 'Named' | 'TakenBack',
  ticketId: string,
  changeId: string,
): Promise<void> {
  const rows = await work.em.execute<{ id: string; number: string }[]>(
    'select id, number from ticket where id in (?, ?)',
    [ticketId, changeId],
  );
  const numberOf = (id: string): string => rows.find((row) => row.id === id)?.number ?? '';
  for (const [id, other] of [
    [ticketId, changeId],
    [changeId, ticketId],
  ] as const)
    await record(work, {
      type: id === ticketId ? `ticket.cause${what}` : `change.caused${what}`,
      subject: { kind: 'ticket', id },
      data: { name: numberOf(other), ticket: other, internal: true },
    });
}
