/**
 * Brings a message to the run that waits for it, and a signal to all that do. The oldest message goes to whoever has waited
 * longest; one that nobody waits for is kept. Meeting is one after the other for each name and key, so that a token which
 * begins to wait at this moment either finds the message or is found. Locks are taken as a step takes them, the ticket's and the run's first:
 * what was seen of a run before is looked at again behind it, since a step may have withdrawn the token meanwhile.
 */
import type { Json } from '#engine/json.ts';
import type { Event } from '#engine/messages.ts';
import { record } from '../events/record.ts';
import { sendToRun } from '../processes/messages.ts';
import { holdTickets } from '../tickets/update.ts';
import { inTenant, type Store, SYSTEM, type Work } from '../work.ts';

type MessageRow = {
  id: string;
  kind: 'message' | 'signal';
  name: string;
  key: string | null;
  value: Json;
  state: string;
};

type Waiting = { run_id: string; token: string; ticket_id: string | null };

export async function deliverMessage(
  store: Store,
  message: { readonly tenantId: string; readonly id: string },
): Promise<void> {
  const cause = { kind: 'message', id: message.id, label: null } as const;
  const who = { tenantId: message.tenantId, actor: SYSTEM, cause };
  for (let isDone = false; !isDone; )
    isDone = await inTenant(store, who, async (work) => {
      const row = await rowOf(work, message.id);
      if (!row) return true;
      const named: Work = { ...work, cause: { ...cause, label: row.name } };
      return row.kind === 'message' ? meet(named, row) : give(named, row);
    });
}

async function rowOf(work: Work, id: string): Promise<MessageRow | undefined> {
  const rows = await work.em.execute<MessageRow[]>(
    'select id, kind, name, key, value, state from message where id = ?',
    [id],
  );
  return rows[0];
}

/** Brings together what has come and who waits, as long as there are both. False when it must begin anew: another run waits. */
async function meet(work: Work, { id, name, key }: MessageRow): Promise<boolean> {
  const waiter = async (): Promise<Waiting | undefined> =>
    (await work.em.execute<Waiting[]>('select * from message_waiter(?, ?)', [name, key]))[0];
  const first = await waiter();
  if (first) {
    await holdTickets(work, 'select ticket_id from run where id = ?', [first.run_id]);
    await lockRun(work, first.run_id);
  }
  await work.em.execute('select meet(?, ?)', [name, key]);
  for (let one = await waiter(); one; one = await waiter()) {
    const found = await work.em.execute<Pick<MessageRow, 'id' | 'value'>[]>(
      'select * from message_next(?, ?, ?)',
      [name, key, work.now],
    );
    const next = found[0];
    if (!next) return true;
    if (one.run_id !== first?.run_id) return false;
    await hand(work, { ...next, kind: 'message', name, key }, one);
    // Gone at once, so that the next message finds the next who waits.
    await work.em.execute('delete from subscription where run_id = ? and token = ?', [
      one.run_id,
      one.token,
    ]);
    await work.em.execute(
      `update message set state = 'received', received_at = ?, run_id = ? where id = ?`,
      [work.now, one.run_id, next.id],
    );
  }
  await work.em.execute(`update message set state = 'kept' where id = ? and state = 'sent'`, [id]);
  return true;
}

/** A signal is for those who wait when it is given, and ends no waiting: each hears the next one too. */
async function give(work: Work, row: MessageRow): Promise<boolean> {
  const received = await work.em.execute<unknown[]>(
    `update message set state = 'received', received_at = ? where id = ? and state = 'sent' returning id`,
    [work.now, row.id],
  );
  if (received.length === 0) return true;
  await holdTickets(
    work,
    `select r.ticket_id from subscription s join run r on r.id = s.run_id where s.kind = 'signal' and s.name = ?`,
    [row.name],
  );
  // In the order of runs, so that locks have one order.
  const runs = await work.em.execute<{ run_id: string }[]>(
    `select distinct run_id from subscription where kind = 'signal' and name = ? order by run_id`,
    [row.name],
  );
  for (const { run_id } of runs) {
    await lockRun(work, run_id);
    const waiting = await work.em.execute<Waiting[]>(
      `select s.run_id, s.token, r.ticket_id from subscription s join run r on r.id = s.run_id
       where s.run_id = ? and s.kind = 'signal' and s.name = ? and r.ended_at is null order by length(s.token), s.token`,
      [run_id, row.name],
    );
    for (const one of waiting) await hand(work, row, one);
  }
  return true;
}

async function lockRun(work: Work, id: string): Promise<void> {
  await work.em.execute('select from run where id = ? for no key update', [id]);
}

async function hand(
  work: Work,
  { id, kind, name, key, value }: Omit<MessageRow, 'state'>,
  { run_id, token, ticket_id }: Waiting,
): Promise<void> {
  const eventId = await record(work, {
    type: `${kind}.received`,
    subject: { kind: 'run', id: run_id },
    ticketId: ticket_id,
    data: { message: id, name, key, internal: true },
  });
  const at = work.now.toISOString();
  const event: Event =
    kind === 'message'
      ? { type: 'messageReceived', token, at, value, message: id }
      : { type: 'signalReceived', token, at, value };
  await sendToRun(work, run_id, event, eventId);
}
