/**
 * Remembers, as a keyed hash, which master key the data was sealed with, so that a wrong one is refused at the start and
 * not met later as values that cannot be opened.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import pg from 'pg';
import { DomainError } from '../errors.ts';
import type { Keyring } from '../seals/keyring.ts';

/** As the owner of the tables. @throws DomainError master_key_mismatch */
export async function demandMasterKey(ownerUrl: string, keys: Keyring): Promise<void> {
  const check = createHmac('sha256', keys.derive('key-check')).update('perdura').digest();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      'insert into installation (id, key_check) values (1, $1) on conflict do nothing',
      [check],
    );
    const { rows } = await client.query<{ key_check: Buffer }>(
      'select key_check from installation where id = 1',
    );
    const known = rows[0]?.key_check;
    if (known && known.length === check.length && timingSafeEqual(known, check)) return;
    throw new DomainError(
      'master_key_mismatch',
      'This database was sealed with another master key. Give the one it was made with, in PERDURA_MASTER_KEY or DATA_DIR/master.key.',
    );
  } finally {
    await client.end();
  }
}
