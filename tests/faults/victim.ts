/** An instance with everything it starts, whose parts are killed (`kill -9`) and come back by themselves. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { readSettings } from '#bin/platform/settings.ts';
import { createStack, type PartName, type Stack } from '#bin/platform/stack.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { eventually } from '../workflows/world.ts';

export const ADMIN = 'admin@example.test';
export const ADMIN_PASSWORD = 'a-password-for-tests';

export type Victim = {
  readonly stack: Stack;
  readonly mailbox: Mailbox;
  /** As the owner of the tables, past every fence. */
  rows<T extends object>(sql: string): Promise<T[]>;
  kill(name: PartName): Promise<void>;
  /** The engine comes back, and remembers nothing. */
  killWithMemory(): Promise<void>;
  close(): Promise<void>;
};

export async function openVictim(): Promise<Victim> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'perdura-faults-'));
  const mailbox = await openMailbox();
  const settings = readSettings({
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_EMAIL: ADMIN,
    ADMIN_PASSWORD,
    DEMO: '0',
    LOG_LEVEL: 'warn',
    SMTP_URL: mailbox.url,
    RECONCILE_EVERY_MS: '5000',
  });
  const say = process.env.TEST_LOG ? console.error : () => undefined;
  const control = createStack({ settings, say });
  const stack = await control.start();
  const owner = new pg.Pool({ connectionString: stack.connections.databaseOwnerUrl, max: 2 });
  owner.on('error', () => undefined);
  const pidOf = (name: PartName): Promise<number> =>
    eventually(`${name} runs`, async () => stack.part(name)?.pid());
  return {
    stack,
    mailbox,
    rows: async <T extends object>(sql: string) => (await owner.query<T>(sql)).rows,
    async kill(name) {
      process.kill(await pidOf(name), 'SIGKILL');
    },
    async killWithMemory() {
      const folder = path.join(dataDir, 'temporal');
      const pid = await pidOf('temporal');
      for (const file of existsSync(folder) ? readdirSync(folder) : []) {
        if (file !== 'proven') rmSync(path.join(folder, file), { recursive: true, force: true });
      }
      process.kill(pid, 'SIGKILL');
    },
    async close() {
      await owner.end();
      await control.stop();
      await mailbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
