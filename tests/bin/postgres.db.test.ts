import path from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '#bin/platform/ports.ts';
import {
  ensureCluster,
  ownerUrl,
  type PostgresPlan,
  startPostgres,
} from '#bin/platform/postgres.ts';
import { choosePostgresPlace } from '#bin/platform/postgres-place.ts';
import { openRecords } from '#bin/platform/records.ts';
import { temporaryFolder } from '#tests/support/folder.ts';

describe('our own PostgreSQL', () => {
  it('comes back after it was killed, with all that was committed', async () => {
    const { plan, folder } = await aCluster();
    const server = await startPostgres(plan, openRecords(folder));
    onTestFinished(() => server.stop());
    const url = ownerUrl(plan.port, plan.password, 'postgres');
    await query(url, 'create table kept as select 42 as answer');

    process.kill(server.pid() ?? 0, 'SIGKILL');
    const rows = await vi.waitFor(() => query(url, 'select answer from kept'), {
      timeout: 20_000,
      interval: 200,
    });
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('takes the place of one that an earlier start left running in the same folder', async () => {
    const { plan, folder } = await aCluster();
    // Its supervisor was killed: nobody starts it again.
    const left = await startPostgres(plan, openRecords(path.join(folder, 'forgotten')), {
      mayRestart: () => false,
    });
    onTestFinished(() => left.kill());
    const port = await freePort('127.0.0.1');

    const server = await startPostgres({ ...plan, port }, openRecords(folder));
    onTestFinished(() => server.stop());
    expect(await query(ownerUrl(port, plan.password, 'postgres'), 'select 1 as up')).toEqual([
      { up: 1 },
    ]);
  });
});

async function aCluster(): Promise<{ plan: PostgresPlan; folder: string }> {
  const folder = temporaryFolder();
  const place = choosePostgresPlace({ dataDir: folder, id: path.basename(folder) });
  const password = 'a password';
  ensureCluster(place, password, false);
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'postgres.log');
  return { plan: { place, port, password, logFile, durable: false, maxConnections: 20 }, folder };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
