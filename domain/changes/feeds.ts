/**
 * Addresses at which a calendar program reads the change calendar. Each is somebody's own, is shown once and kept as a hash,
 * shows what they may see, and ends when they may not sign in any more, or make a new one.
 */
import { randomBytes } from 'node:crypto';
import { record } from '../events/record.ts';
import { type Grant, may, type Principal, widest } from '../people/access.ts';
import { hashSecret } from '../people/principals.ts';
import type { Store, Work } from '../work.ts';

/** The token is in the answer and nowhere else. One that was there before ends. */
export async function makeChangeFeed(work: Work, personId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await work.em.execute(
    `insert into change_feed (person_id, tenant_id, token_hash, made_at) values (?, current_tenant(), ?, ?)
     on conflict (person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at`,
    [personId, hashSecret(token), work.now],
  );
  await record(work, {
    type: 'changeCalendar.feedMade',
    subject: { kind: 'person', id: personId },
  });
  return token;
}

/** Since when there is one. */
export async function changeFeedMadeAt(work: Work, personId: string): Promise<Date | null> {
  const [feed] = await work.em.execute<{ made_at: Date }[]>(
    'select made_at from change_feed where person_id = ?',
    [personId],
  );
  return feed ? new Date(feed.made_at) : null;
}

export async function endChangeFeed(work: Work, personId: string): Promise<void> {
  const ended = await work.em.execute<unknown[]>(
    'delete from change_feed where person_id = ? returning 1',
    [personId],
  );
  if (ended.length === 0) return;
  await record(work, {
    type: 'changeCalendar.feedEnded',
    subject: { kind: 'person', id: personId },
  });
}

type Row = Omit<Principal, 'permissions' | 'scopes' | 'via' | 'sessionId' | 'tokenId'> & {
  readonly permissions: Grant[];
};

/** Whose address it is, in whichever tenant; null for none, and for one whose owner may see no ticket any more. */
export async function findChangeFeed(store: Store, token: string): Promise<Principal | null> {
  const [row] = await store.orm.em
    .fork()
    .execute<{ found: Row | null }[]>('select change_feed_principal(?) as found', [
      hashSecret(token),
    ]);
  const found = row?.found;
  if (!found?.personId) return null;
  const owner: Principal = {
    ...found,
    permissions: widest(found.permissions),
    scopes: null,
    via: 'token',
    sessionId: null,
    tokenId: null,
    csrfToken: null,
    expiresAt: null,
  };
  return may(owner, 'ticket.read') ? owner : null;
}
