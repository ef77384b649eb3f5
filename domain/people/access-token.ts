/** Personal access tokens: shown once, kept as a hash, limited in scope and time, revocable. */
import { randomBytes } from 'node:crypto';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import type { Permission } from './access.ts';
import { hashSecret, TOKEN_PREFIX } from './principals.ts';

export type NewAccessToken = {
  readonly name: string;
  /** Names of permissions; none given means all that the owner may do. */
  readonly scopes?: readonly Permission[] | null;
  readonly expiresAt?: Date | null;
};

/** The secret is in the answer and nowhere else. */
export async function createAccessToken(
  work: Work,
  personId: string,
  input: NewAccessToken,
): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;
  await work.em.execute(
    `insert into access_token (id, tenant_id, person_id, name, token_hash, scopes, created_at, expires_at)
     values (?, ?, ?, ?, ?, ?::text[], ?, ?)`,
    [
      id,
      work.tenantId,
      personId,
      input.name,
      hashSecret(token),
      arrayLiteral(input.scopes),
      work.now,
      input.expiresAt ?? null,
    ],
  );
  await record(work, {
    type: 'token.created',
    subject: { kind: 'token', id },
    changes: {
      scopes: { before: null, after: input.scopes ?? null },
      expiresAt: { before: null, after: input.expiresAt?.toISOString() ?? null },
    },
    data: { personId },
  });
  return { id, token };
}

/** Permission names need no quoting inside PostgreSQL's array text. */
const arrayLiteral = (scopes: readonly Permission[] | null | undefined): string | null =>
  scopes ? `{${scopes.join(',')}}` : null;

export type AccessTokenInfo = {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
};

export async function accessTokensOf(work: Work, personId: string): Promise<AccessTokenInfo[]> {
  const rows = await work.em.execute<
    {
      id: string;
      name: string;
      scopes: string[] | null;
      created_at: Date;
      expires_at: Date | null;
      last_used_at: Date | null;
    }[]
  >(
    `select id, name, to_jsonb(scopes) as scopes, created_at, expires_at, last_used_at from access_token
     where person_id = ? and revoked_at is null order by created_at desc, id limit 200`,
    [personId],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: new Date(row.created_at),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  }));
}

/** The row stays, so that its holder is told what happened. @throws DomainError not_found */
export async function revokeAccessToken(
  work: Work,
  personId: string,
  tokenId: string,
): Promise<void> {
  const revoked = await work.em.execute<unknown[]>(
    'update access_token set revoked_at = ? where id = ? and person_id = ? and revoked_at is null returning 1',
    [work.now, tokenId, personId],
  );
  if (revoked.length === 0) throw new DomainError('not_found', 'There is no such token of yours.');
  await record(work, {
    type: 'token.revoked',
    subject: { kind: 'token', id: tokenId },
    data: { personId },
  });
}
