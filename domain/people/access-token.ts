/** Personal access tokens: shown once, kept as a hash, limited in scope and time, revocable. */
import { randomBytes } from 'node:crypto';
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
    [id, work.tenantId, personId, input.name, hashSecret(token), arrayLiteral(input.scopes), work.now, input.expiresAt ?? null],
  );
  await record(work, {
    type: 'token.created',
    subject: { kind: 'token', id },
    changes: { scopes: { before: null, after: input.scopes ?? null }, expiresAt: { before: null, after: input.expiresAt?.toISOString() ?? null } },
    data: { personId },
  });
  return { id, token };
}

/** Permission names need no quoting inside PostgreSQL's array text. */
const arrayLiteral = (scopes: readonly Permission[] | null | undefined): string | null =>
  scopes ? `{${scopes.join(',')}}` : null;
