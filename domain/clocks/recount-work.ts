/**
 * One part of a recount after the other, and the place that was reached. Looking takes so many tickets in a transaction; applying
 * one, since it holds the ticket's lock, for which somebody may wait.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { record } from '../events/record.ts';
import { send } from '../outbox.ts';
import { Ticket } from '../tickets/ticket.ts';
import type { Work } from '../work.ts';
import type { ClockCause, ClockStand, RevisionReason } from './clock.ts';
import { nextOf } from './follow.ts';
import { nearestDue } from './ledger-row.ts';
import { loadClocks } from './loaded.ts';
import type { RecountScope, RecountState } from './recount.ts';
import { type Recounted, recountTicket } from './recounted.ts';
import { continueClock, reviseClock } from './write.ts';

const LOOKED_AT = 20;
const APPLIED_TO = 1;

type Row = {
  readonly state: RecountState;
  readonly scope: RecountScope;
  readonly reached: string | null;
  readonly created_by: string | null;
  readonly reason: string;
};

/** Returns now while there is more to do, or null. */
export async function recountDue(work: Work, id: string): Promise<Date | null> {
  const [row] = await work.em.execute<Row[]>(
    'select state, scope, reached, created_by, reason from recount where id = ? for update',
    [id],
  );
  if (row?.state === 'looking') return look(work, id, row);
  if (row?.state === 'applying') return apply(work, id, row);
  return null;
}

async function look(work: Work, id: string, { scope, reached }: Row): Promise<Date | null> {
  const tickets = await ticketsOf(work, scope, reached);
  for (const { id: ticketId } of tickets) {
    const ticket = await work.em.findOneOrFail(Ticket, { id: ticketId });
    const otherwise = (await recountTicket(work, ticket, scope.from)).filter(isMeant(scope));
    for (const one of otherwise)
      await work.em.execute(
        'insert into recount_clock (recount_id, ticket_id, clock_id, tenant_id, before, after, flips) values (?, ?, ?, ?, ?, ?, ?)',
        [
          id,
          ticketId,
          one.loaded.clock.id,
          work.tenantId,
          JSON.stringify(one.before),
          one.after && JSON.stringify(one.after),
          isFlip(one.before, one.after),
        ],
      );
    const flips = otherwise.filter(({ before, after }) => isFlip(before, after)).length;
    await work.em.execute(
      'update recount set tickets = tickets + 1, clocks = clocks + ?, flips = flips + ?, reached = ? where id = ?',
      [otherwise.length, flips, ticketId, id],
    );
  }
  // What was only looked at is not to be written.
  work.em.clear();
  if (tickets.length === LOOKED_AT) return work.now;
  await work.em.execute("update recount set state = 'ready' where id = ?", [id]);
  return null;
}

async function apply(
  work: Work,
  id: string,
  { scope, reached, created_by, reason }: Row,
): Promise<Date | null> {
  const tickets = await work.em.execute<{ id: string }[]>(
    `select distinct ticket_id as id from recount_clock where recount_id = ? and ticket_id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
     order by ticket_id limit ?`,
    [id, reached, APPLIED_TO],
  );
  for (const { id: ticketId } of tickets) {
    const applied = await applyTo(work, ticketId, scope, {
      kind: 'system',
      id,
      label: reason,
      actor: created_by,
      happening: 'recounted',
    });
    await work.em.execute('update recount set applied = applied + ?, reached = ? where id = ?', [
      applied,
      ticketId,
      id,
    ]);
  }
  if (tickets.length === APPLIED_TO) return work.now;
  await work.em.execute("update recount set state = 'completed', ended_at = ? where id = ?", [
    work.now,
    id,
  ]);
  await record(work, { type: 'recount.completed', subject: { kind: 'recount', id } });
  return null;
}

/** The ticket may have gone on since it was looked at: it is counted as it stands now. */
async function applyTo(
  work: Work,
  ticketId: string,
  scope: RecountScope,
  cause: ClockCause & { readonly id: string },
): Promise<number> {
  const ticket = await work.em.findOne(
    Ticket,
    { id: ticketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!ticket || ticket.deletedAt) return 0;
  const otherwise = (await recountTicket(work, ticket, scope.from, cause)).filter(isMeant(scope));
  const { id } = cause;
  const reasons: RevisionReason[] = ['recounted'];
  for (const { loaded, promised, lived } of otherwise) {
    const revised = promised
      ? await reviseClock(work, loaded, promised, lived, {
          reasons,
          cause: { ...cause, status: ticket.status },
        })
      : continueClock(work, loaded, cancelled(lived, work.now.toISOString()));
    await work.em.execute(
      'update recount_clock set revision = ? where recount_id = ? and clock_id = ?',
      [revised.clock.revision, id, loaded.clock.id],
    );
  }
  if (otherwise.length === 0) return 0;
  await record(work, {
    type: 'clock.recounted',
    subject: { kind: 'ticket', id: ticketId },
    data: {
      recount: id,
      clocks: otherwise.map(({ loaded }) => loaded.clock.name),
      name: cause.label ?? '',
      internal: true,
    },
  });
  await work.em.flush();
  const clocks = await loadClocks(work, { ticketId });
  const own = clocks.filter(({ clock }) => clock.subjectKind === 'ticket');
  const dueAt = nearestDue(own.map(({ clock }) => clock));
  // Past the ticket's version: nobody has changed a field of it.
  await work.em.execute('update ticket set due_at = ? where id = ?', [dueAt, ticketId]);
  send(work, 'clock', ticketId, { at: nextOf(clocks)?.toISOString() ?? null });
  return otherwise.length;
}

/** Nothing is promised any more: it ends where it stands. */
function cancelled({ place, segments }: Recounted['lived'], at: string): Recounted['lived'] {
  const last = segments.at(-1);
  const closed =
    last && last.to === null ? [...segments.slice(0, -1), { ...last, to: at }] : segments;
  return { place: { ...place, standing: 'cancelled' }, segments: closed };
}

const isMeant =
  ({ policies, calendars }: RecountScope) =>
  ({ loaded: { clock }, promised }: Recounted): boolean =>
    (!policies ||
      policies.includes(clock.policyKey) ||
      policies.includes(promised?.choice.policy.key ?? '')) &&
    (!calendars ||
      calendars.includes(clock.calendarKey ?? '') ||
      calendars.includes(promised?.calendarKey ?? ''));

const isMissed = (stand: ClockStand | null): boolean => stand !== null && stand.breachedAt !== null;

/** Missed instead of not, or the other way round. */
const isFlip = (before: ClockStand, after: ClockStand | null): boolean =>
  isMissed(before) !== isMissed(after);

async function ticketsOf(
  work: Work,
  { finishedSince }: RecountScope,
  reached: string | null,
): Promise<readonly { readonly id: string }[]> {
  return work.em.execute<{ id: string }[]>(
    `select t.id from ticket t where t.tenant_id = ? and t.deleted_at is null
       and (t.status not in ('resolved', 'closed', 'cancelled') ${finishedSince === undefined ? '' : 'or coalesce(t.resolved_at, t.closed_at) >= ?::timestamptz'})
       and t.id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000'::uuid)
       and exists (select from clock c where c.subject_id = t.id)
     order by t.id limit ?`,
    [work.tenantId, ...(finishedSince === undefined ? [] : [finishedSince]), reached, LOOKED_AT],
  );
}
