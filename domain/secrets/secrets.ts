/**
 * Secrets that processes send to other systems: written by name, sealed under the installation's key and bound to their
 * tenant and name. They are opened only where a call is made; nothing reads one back to a person.
 */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { openBytes, sealBytes } from '../seals/keyring.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export type SecretInfo = {
  readonly key: string;
  readonly version: number;
  readonly updatedAt: Date;
};

const PURPOSE = 'secrets';

/** Writes or replaces one. @throws DomainError stale_version */
export async function putSecret(
  work: Work,
  key: string,
  value: string,
  expectedVersion?: number,
): Promise<SecretInfo & { readonly created: boolean }> {
  const sealed = sealBytes(work.keys.derive(PURPOSE), Buffer.from(value), contextOf(work, key));
  const found = await rowOf(work, key);
  if (found) demandVersion(expectedVersion, found.version);
  const rows = await work.em.execute<{ id: string; version: number }[]>(
    `insert into secret (id, tenant_id, key, sealed, updated_at) values (?, ?, ?, ?, ?)
     on conflict (tenant_id, key) do update set sealed = excluded.sealed, version = secret.version + 1, updated_at = excluded.updated_at
     returning id, version`,
    [newId(), work.tenantId, key, sealed, work.now],
  );
  const row = rows[0];
  if (!row) throw new Error('invariant: an upsert returned nothing');
  await record(work, {
    type: 'secret.written',
    subject: { kind: 'secret', id: row.id },
    data: { key },
  });
  return { key, version: row.version, updatedAt: work.now, created: !found };
}

/** @throws DomainError not_found, stale_version */
export async function removeSecret(
  work: Work,
  key: string,
  expectedVersion?: number,
): Promise<void> {
  const found = await rowOf(work, key);
  if (!found) throw new DomainError('not_found', `There is no secret ${key}.`);
  demandVersion(expectedVersion, found.version);
  await work.em.execute('delete from secret where id = ?', [found.id]);
  await record(work, {
    type: 'secret.removed',
    subject: { kind: 'secret', id: found.id },
    data: { key },
  });
}

export async function listSecrets(
  work: Work,
  page: { readonly take: number; readonly after: readonly [string] | null },
): Promise<SecretInfo[]> {
  const rows = await work.em.execute<{ key: string; version: number; updated_at: Date }[]>(
    `select key, version, updated_at from secret ${page.after ? 'where key > ?' : ''} order by key limit ?`,
    [...(page.after ?? []), page.take],
  );
  return rows.map((row) => ({
    key: row.key,
    version: row.version,
    updatedAt: new Date(row.updated_at),
  }));
}

/** For the one place that makes outgoing calls. @throws DomainError not_found, secret_unreadable */
export async function openSecret(work: Work, key: string): Promise<string> {
  const rows = await work.em.execute<{ sealed: Uint8Array }[]>(
    'select sealed from secret where key = ?',
    [key],
  );
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no secret ${key}.`);
  return openBytes(work.keys.derive(PURPOSE), row.sealed, contextOf(work, key)).toString('utf8');
}

async function rowOf(
  work: Work,
  key: string,
): Promise<{ id: string; version: number } | undefined> {
  const rows = await work.em.execute<{ id: string; version: number }[]>(
    'select id, version from secret where key = ? for update',
    [key],
  );
  return rows[0];
}

const contextOf = (work: Work, key: string): string => `${work.tenantId}:${key}`;
