/**
 * Slows down guessing: failures are counted for the address tried and for the network address it came from, both only as
 * hashes. A guess that turns out right after the block began is refused too, so that a burst gains nothing.
 */
import { createHmac } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { Store } from '../work.ts';

const WINDOW_SECONDS = 15 * 60;
const BLOCK_SECONDS = 5 * 60;
const FAILURES_PER_ADDRESS = 10;
const FAILURES_PER_NETWORK = 100;

export type Attempt = { readonly email: string; readonly networkAddress: string };

/** @throws DomainError sign_in_throttled with retryAfterSeconds */
export async function demandNotThrottled(store: Store, attempt: Attempt): Promise<void> {
  const now = store.clock();
  const rows = await store.orm.em
    .fork()
    .execute<{ until: Date | string | null }[]>(
      'select max(blocked_until) as until from sign_in_throttle where key in (?, ?) and blocked_until > ?',
      [addressKey(store, attempt), networkKey(store, attempt), now],
    );
  const until = rows[0]?.until;
  if (!until) return;
  const retryAfterSeconds = Math.max(
    1,
    Math.ceil((new Date(until).getTime() - now.getTime()) / 1000),
  );
  throw new DomainError(
    'sign_in_throttled',
    `Too many failures. Try again in ${retryAfterSeconds} seconds.`,
    {
      values: { retryAfterSeconds },
    },
  );
}

export async function countFailure(store: Store, attempt: Attempt): Promise<void> {
  const now = store.clock();
  const em = store.orm.em.fork();
  const counted = 'select sign_in_failed(?, ?, ?, ?, ?)';
  await em.execute(counted, [
    addressKey(store, attempt),
    now,
    WINDOW_SECONDS,
    FAILURES_PER_ADDRESS,
    BLOCK_SECONDS,
  ]);
  await em.execute(counted, [
    networkKey(store, attempt),
    now,
    WINDOW_SECONDS,
    FAILURES_PER_NETWORK,
    BLOCK_SECONDS,
  ]);
}

/** Who got in starts afresh; the network address does not, or one account of one's own would unblock it. */
export async function forgetFailures(store: Store, attempt: Attempt): Promise<void> {
  await store.orm.em
    .fork()
    .execute('delete from sign_in_throttle where key = ?', [addressKey(store, attempt)]);
}

const addressKey = (store: Store, attempt: Attempt): Buffer =>
  keyed(store, `address:${attempt.email}`);
const networkKey = (store: Store, attempt: Attempt): Buffer =>
  keyed(store, `network:${attempt.networkAddress}`);

const keyed = (store: Store, text: string): Buffer =>
  createHmac('sha256', store.keys.derive('sign-in-throttle')).update(text).digest();
