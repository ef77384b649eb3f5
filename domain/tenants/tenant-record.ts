/**
 * Makes a tenant's own row and number sequences, as the owner of the tables: the application may neither add tenants nor
 * make sequences. All or nothing, and nothing where the tenant is already there.
 */

import pg from 'pg';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import { newId } from '../ids.ts';

export const TICKET_TYPES = ['incident', 'service_request', 'problem', 'change', 'task'] as const;

export type TenantRecord = { readonly id: string; readonly key: string; readonly created: boolean };

export async function ensureTenantRecord(
  ownerUrl: string,
  tenant: { readonly key: string; readonly name: string },
): Promise<TenantRecord> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    // Two starts at once would stumble over each other's grants.
    await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.tenantRecord]);
    const made = await client.query<{ id: string }>(
      'insert into tenant (id, key, name) values ($1, $2, $3) on conflict (key) do nothing returning id',
      [newId(), tenant.key, tenant.name],
    );
    const id = made.rows[0]?.id ?? (await findTenant(client, tenant.key));
    for (const type of TICKET_TYPES) {
      const sequence = client.escapeIdentifier(`ticket_number_${id.replaceAll('-', '')}_${type}`);
      await client.query(`create sequence if not exists ${sequence}`);
      await client.query(`grant usage on sequence ${sequence} to perdura_app`);
    }
    await client.query('commit');
    return { id, key: tenant.key, created: made.rowCount === 1 };
  } finally {
    await client.end();
  }
}

async function findTenant(client: pg.Client, key: string): Promise<string> {
  const found = await client.query<{ id: string }>('select id from tenant where key = $1', [key]);
  const row = found.rows[0];
  if (!row) throw new Error(`invariant: tenant ${key} is neither new nor there`);
  return row.id;
}
