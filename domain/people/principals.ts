/**
 * Finds who a session or a token belongs to, with everything that decides what they may do, in one round trip. Answers
 * are kept for a few seconds, since every request asks; whoever changes access calls `forget` and tells other processes,
 * so that a revoked session ends at once and not after those seconds.
 */
import { createHash } from 'node:crypto';
import type { Store } from '../work.ts';
import { type Grant, type Principal, widest } from './access.ts';

export const TOKEN_PREFIX = 'perdura_pat_';
const KEEP_MS = 5_000;
const KEEP_MAX = 10_000;
/** Last use is written at most this often. */
const SEEN_EVERY_MS = 60_000;
export const SESSION_TTL_MS = 12 * 3_600_000;

export type Credential =
  | { readonly kind: 'session'; readonly secret: string }
  | { readonly kind: 'token'; readonly secret: string };

export type Found = { readonly principal: Principal } | { readonly refused: 'unknown' | 'expired' };

export type Principals = {
  /** Counts as a use, which lets a session live on, unless `isUse` is false. */
  find(credential: Credential, options?: { readonly isUse: boolean }): Promise<Found>;
  /** Drops what is remembered of this tenant, or of everybody. */
  forget(tenantId?: string): void;
};

type Row = Omit<Principal, 'expiresAt' | 'permissions' | 'via'> & {
  readonly permissions: Grant[];
  readonly expiresAt: string | null;
  readonly lastSeenAt: string | null;
  readonly expired?: boolean;
};

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function createPrincipals(store: Store): Principals {
  const kept = new Map<string, { readonly principal: Principal; readonly until: number }>();

  /** Many requests of one caller that come at once ask once. */
  const asking = new Map<string, Promise<Found>>();

  async function find(credential: Credential, { isUse } = { isUse: true }): Promise<Found> {
    const key = `${credential.kind}:${credential.secret}`;
    const now = store.clock();
    const known = kept.get(key);
    if (known && known.until > now.getTime()) return { principal: known.principal };
    kept.delete(key);
    // A look that was no use is not remembered, or the next use would not be noted.
    if (!isUse) return ask(credential, now, false);
    const under = asking.get(key);
    if (under) return under;
    const asked = ask(credential, now, true);
    asking.set(key, asked);
    try {
      const found = await asked;
      // Access that changed meanwhile has made this answer old: it serves those who asked before, nobody after.
      if ('principal' in found && asking.get(key) === asked) {
        if (kept.size >= KEEP_MAX) kept.clear();
        kept.set(key, { principal: found.principal, until: keepUntil(found.principal, now) });
      }
      return found;
    } finally {
      if (asking.get(key) === asked) asking.delete(key);
    }
  }

  async function ask(credential: Credential, now: Date, isUse: boolean): Promise<Found> {
    const asked = credential.kind === 'session' ? 'session_principal' : 'token_principal';
    const rows = await store.orm.em
      .fork()
      .execute<{ found: Row | null }[]>(`select ${asked}(?, ?) as found`, [
        hashSecret(credential.secret),
        now,
      ]);
    const row = rows[0]?.found;
    if (!row) return { refused: 'unknown' };
    if (row.expired) return { refused: 'expired' };
    const principal = toPrincipal(row, credential.kind);
    if (isUse) await noteUse(store, row, principal, now);
    return { principal };
  }

  return {
    find,
    forget(tenantId) {
      asking.clear();
      for (const [key, entry] of kept) {
        if (tenantId === undefined || entry.principal.tenantId === tenantId) kept.delete(key);
      }
    },
  };
}

function toPrincipal(row: Row, via: 'session' | 'token'): Principal {
  return {
    tenantId: row.tenantId,
    tenantKey: row.tenantKey,
    tenantName: row.tenantName,
    personId: row.personId,
    email: row.email,
    name: row.name,
    locale: row.locale,
    timeZone: row.timeZone,
    roles: row.roles,
    permissions: widest(row.permissions),
    groupIds: row.groupIds,
    organizationId: row.organizationId,
    organizationIds: row.organizationIds,
    scopes: row.scopes ?? null,
    via,
    sessionId: row.sessionId ?? null,
    tokenId: row.tokenId ?? null,
    csrfToken: row.csrfToken ?? null,
    expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt),
  };
}

/** A session slides: each use moves its end. */
async function noteUse(store: Store, row: Row, principal: Principal, now: Date): Promise<void> {
  if (row.lastSeenAt !== null && now.getTime() - Date.parse(row.lastSeenAt) < SEEN_EVERY_MS) return;
  const em = store.orm.em.fork();
  if (principal.sessionId) {
    await em.execute('select session_seen(?, ?, ?)', [
      principal.sessionId,
      now,
      new Date(now.getTime() + SESSION_TTL_MS),
    ]);
  } else if (principal.tokenId) {
    await em.execute('select token_used(?, ?)', [principal.tokenId, now]);
  }
}

const keepUntil = (principal: Principal, now: Date): number =>
  Math.min(now.getTime() + KEEP_MS, principal.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
