/**
 * A message or a signal is a row first, so that none is lost: the relay brings it to whoever waits for it. A message that
 * nobody waits for yet is kept for a time.
 */
import type { Json } from '#engine/json.ts';
import { jsonBytes } from '#engine/json.ts';
import { MAX_RESULT_BYTES } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';

/** How long a message waits for somebody who waits for it, where its sender does not say. */
export const KEEP_SECONDS = 24 * 3_600;
export const KEEP_SECONDS_MAX = 90 * 24 * 3_600;

export type Sending = {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly key?: string | null;
  readonly value?: Json;
  readonly keepSeconds?: number;
};

/** Returns its id. @throws DomainError invalid_input */
export async function sendMessage(work: Work, sending: Sending): Promise<string> {
  const { kind, name, key = null, value = null } = sending;
  if (jsonBytes(value) > MAX_RESULT_BYTES)
    throw new DomainError('invalid_input', `A message holds at most ${MAX_RESULT_BYTES} bytes.`, {
      errors: [{ pointer: '/value', detail: `At most ${MAX_RESULT_BYTES} bytes.` }],
    });
  const id = newId();
  const until = new Date(work.now.getTime() + (sending.keepSeconds ?? KEEP_SECONDS) * 1_000);
  await work.em.execute(
    `insert into message (id, tenant_id, kind, name, key, value, sent_at, expires_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?)`,
    [id, kind, name, key, JSON.stringify(value), work.now, until],
  );
  await record(work, {
    type: `${kind}.sent`,
    subject: { kind: 'message', id },
    data: { name, key, internal: true },
  });
  await work.em.execute(
    `insert into outbox (tenant_id, kind, target, payload) values (current_tenant(), 'message', ?, '{}')`,
    [id],
  );
  work.sent.value = true;
  return id;
}

/** What was sent under a key and nobody has heard yet is heard by nobody any more: it is answered already. Behind the lock of the run that does. */
export async function forgetMessages(work: Work, name: string, key: string): Promise<void> {
  await work.em.execute('select meet(?, ?)', [name, key]);
  await work.em.execute(
    `update message set state = 'received', received_at = ?, run_id = null
     where kind = 'message' and name = ? and key = ? and state <> 'received'`,
    [work.now, name, key],
  );
}
