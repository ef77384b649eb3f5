/**
 * Brings a message to the run that waits for it, and a signal to all that do, once. A message goes to whoever has waited
 * longest; one that nobody waits for is kept. Meeting is one after the other for each name and key, so that a token which
 * begins to wait at this moment either finds the message kept or is found.
 */
import type { Json } from '#engine/json.ts';
import { record } from '../events/record.ts';
import { sendToRun } from '../processes/messages.ts';
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
  const who = {
    tenantId: message.tenantId,
    actor: SYSTEM,
    cause: { kind: 'message', id: message.id, label: null },
  } as const;
  await inTenant(store, who, async (work) => {
    const rows = await work.em.execute<MessageRow[]>(
      'select id, kind, name, key, value, state from message where id = ? for update',
      [message.id],
    );
    const row = rows[0];
    if (row?.state !== 'sent') return;
    await work.em.execute('select meet(?, ?, ?)', [row.kind, row.name, row.key]);
    const waiting = await waitingFor(work, row);
    const named: Work = { ...work, cause: { ...who.cause, label: row.name } };
    let heard = 0;
    for (const one of row.kind === 'message' ? waiting.slice(0, 1) : waiting) {
      if (await hand(named, row, one)) heard += 1;
    }
    // A signal is for those who wait when it is given; a message waits for somebody.
    const state = row.kind === 'signal' || heard > 0 ? 'received' : 'kept';
    await work.em.execute(
      'update message set state = ?, received_at = ?, run_id = ? where id = ?',
      [
        state,
        state === 'received' ? work.now : null,
        row.kind === 'message' && heard > 0 ? (waiting[0]?.run_id ?? null) : null,
        row.id,
      ],
    );
  });
}

/** Those that wait for it, longest first for a message; in the order of runs for a signal, so that locks have one order. */
function waitingFor(work: Work, { kind, name, key }: MessageRow): Promise<Waiting[]> {
  const order = kind === 'message' ? 's.since, s.run_id, s.token' : 's.run_id, s.token';
  return work.em.execute<Waiting[]>(
    `select s.run_id, s.token, r.ticket_id from subscription s join run r on r.id = s.run_id
     where s.kind = ? and s.name = ? and s.key is not distinct from ? and r.ended_at is null order by ${order}`,
    [kind, name, key],
  );
}

async function hand(
  work: Work,
  row: MessageRow,
  { run_id, token, ticket_id }: Waiting,
): Promise<boolean> {
  const at = work.now.toISOString();
  const eventId = await record(work, {
    type: `${row.kind}.received`,
    subject: { kind: 'run', id: run_id },
    ticketId: ticket_id,
    data: { message: row.id, name: row.name, key: row.key, internal: true },
  });
  const type = row.kind === 'message' ? 'messageReceived' : 'signalReceived';
  const told = await sendToRun(work, run_id, { type, token, at, value: row.value }, eventId);
  // Gone at once, so that the next message finds the next who waits.
  await work.em.execute('delete from subscription where run_id = ? and token = ?', [run_id, token]);
  return told;
}
