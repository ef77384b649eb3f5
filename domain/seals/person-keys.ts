/**
 * Finds a person's key, or makes it the first time something of theirs is sealed. A destroyed key stays destroyed: what
 * is sealed for such a person from then on goes under a key nobody keeps.
 */
import { randomBytes } from 'node:crypto';
import type { Work } from '../work.ts';
import { openBytes, openJson, sealBytes, sealJson } from './keyring.ts';
import { PersonKey } from './person-key.ts';

/** Unsealed keys held by one process; the oldest go first. */
const CACHE_MAX = 20_000;

export type OpenKey = {
  readonly bytes: Uint8Array;
  readonly seal: (value: unknown) => Buffer;
  readonly open: (sealed: Uint8Array) => unknown;
};

export async function personKey(work: Work, personId: string): Promise<OpenKey> {
  const cached = work.keys.cache.get(personId);
  if (cached) return asOpenKey(cached, personId);
  const master = work.keys.derive('person-keys');
  let row = await findSealed(work, personId);
  if (!row) {
    const sealed = sealBytes(master, randomBytes(32), personId);
    // Two first uses at once: the one that committed first wins, the other takes its key.
    await work.em.execute(
      'insert into person_key (person_id, tenant_id, sealed) values (?, ?, ?) on conflict (person_id) do nothing',
      [personId, work.tenantId, sealed],
    );
    row = await findSealed(work, personId);
  }
  if (!row?.sealed) return asOpenKey(randomBytes(32), personId);
  const bytes = openBytes(master, row.sealed, personId);
  // A key made in this very transaction may yet be rolled back; remembered, it would seal what nobody can open.
  if (row.fresh) return asOpenKey(bytes, personId);
  remember(work.keys.cache, personId, bytes);
  return asOpenKey(bytes, personId);
}

async function findSealed(
  work: Work,
  personId: string,
): Promise<{ sealed: Uint8Array | null; fresh: boolean } | undefined> {
  const rows = await work.em.execute<{ sealed: Uint8Array | null; fresh: boolean }[]>(
    'select sealed, created_at = now() as fresh from person_key where person_id = ?',
    [personId],
  );
  return rows[0];
}

/** The key to read with, or null when the person was erased (or never had one). */
export async function existingPersonKey(work: Work, personId: string): Promise<OpenKey | null> {
  const row = await work.em.findOne(PersonKey, { personId });
  return row?.sealed
    ? asOpenKey(openBytes(work.keys.derive('person-keys'), row.sealed, personId), personId)
    : null;
}

/** The same for many, in one query; who was erased has none. */
export async function existingPersonKeys(
  work: Work,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, OpenKey>> {
  if (personIds.length === 0) return new Map();
  const rows = await work.em.execute<{ person_id: string; sealed: Uint8Array }[]>(
    `select person_id, sealed from person_key where sealed is not null and person_id in (${personIds.map(() => '?').join(', ')})`,
    [...personIds],
  );
  const master = work.keys.derive('person-keys');
  return new Map(
    rows.map(({ person_id: id, sealed }) => [id, asOpenKey(openBytes(master, sealed, id), id)]),
  );
}

function asOpenKey(bytes: Uint8Array, personId: string): OpenKey {
  return {
    bytes,
    seal: (value) => sealJson(bytes, value, personId),
    open: (sealed) => openJson(bytes, sealed, personId),
  };
}

function remember(cache: Map<string, Uint8Array>, personId: string, bytes: Uint8Array): void {
  if (cache.size >= CACHE_MAX) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(personId, bytes);
}
