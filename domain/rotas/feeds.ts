/**
 * Addresses at which a calendar program reads who is on call. Each is somebody's own, is shown once and kept as a hash, and
 * ends when they may not sign in or read the directory any more, or make a new one.
 */
import { randomBytes } from 'node:crypto';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { DIRECTORY, type Grant, may } from '../people/access.ts';
import { hashSecret } from '../people/principals.ts';
import type { Store, Work } from '../work.ts';

/** Null: all of one's own shifts, in whichever rota. */
type Place = string | null;

/** The token is in the answer and nowhere else. One that was there before ends. */
export async function makeFeed(work: Work, personId: string, rotaId: Place): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await work.em.execute(
    `insert into rota_feed (id, tenant_id, person_id, rota_id, token_hash, made_at) values (?, current_tenant(), ?, ?, ?, ?)
     on conflict (person_id, rota_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`,
    [newId(), personId, rotaId, hashSecret(token), work.now],
  );
  await record(work, {
    type: 'rota.feedMade',
    subject: { kind: 'person', id: personId },
    data: { rota: rotaId },
  });
  return token;
}

/** Since when there is one. */
export async function feedMadeAt(
  work: Work,
  personId: string,
  rotaId: Place,
): Promise<Date | null> {
  const [feed] = await work.em.execute<{ made_at: Date }[]>(
    'select made_at from rota_feed where person_id = ? and rota_id is not distinct from ?::uuid',
    [personId, rotaId],
  );
  return feed ? new Date(feed.made_at) : null;
}

export async function endFeed(work: Work, personId: string, rotaId: Place): Promise<void> {
  const ended = await work.em.execute<unknown[]>(
    'delete from rota_feed where person_id = ? and rota_id is not distinct from ?::uuid returning 1',
    [personId, rotaId],
  );
  if (ended.length === 0) return;
  await record(work, {
    type: 'rota.feedEnded',
    subject: { kind: 'person', id: personId },
    data: { rota: rotaId },
  });
}

export type FeedOwner = {
  readonly tenantId: string;
  readonly personId: string;
  readonly rotaId: Place;
};

/** Whose address it is, in whichever tenant; null for none, and for one that has ended. */
export async function findFeed(store: Store, token: string): Promise<FeedOwner | null> {
  const [row] = await store.orm.em
    .fork()
    .execute<{ found: (FeedOwner & { permissions: Grant[] }) | null }[]>(
      'select feed_principal(?) as found',
      [hashSecret(token)],
    );
  const found = row?.found;
  if (!found?.personId) return null;
  const reader = { permissions: found.permissions, scopes: null };
  if (!DIRECTORY.some((permission) => may(reader, permission))) return null;
  return { tenantId: found.tenantId, personId: found.personId, rotaId: found.rotaId };
}
