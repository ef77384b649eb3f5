/** Things that are done by one at a time wait for those who do the same, and for nobody else. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADVISORY_LOCKS } from '#domain/advisory-locks.ts';
import { createTenant } from '#domain/tenants/create-tenant.ts';
import { createTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it('each has a number of its own, and the one in a migration is the same', () => {
  const numbers = Object.values(ADVISORY_LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
  const migration = new URL('../../migrations/20261101T0950_delivery.ts', import.meta.url);
  expect(readFileSync(migration, 'utf8')).toContain(
    `pg_advisory_xact_lock(${ADVISORY_LOCKS.outboxTake})`,
  );
});

it('a tenant is made while a worker looks after the others and carries the outbox', async () => {
  const worker = new pg.Client({ connectionString: test.ownerUrl });
  await worker.connect();
  for (const held of [ADVISORY_LOCKS.reconciler, ADVISORY_LOCKS.outboxTake])
    await worker.query('select pg_advisory_lock($1)', [held]);
  const made = await createTenant(test.ownerUrl, test.store, {
    key: 'beside',
    adminEmail: 'boss@beside.test',
  });
  expect(made).toMatchObject({ key: 'beside', adminPassword: expect.any(String) });
  await worker.end();
});
