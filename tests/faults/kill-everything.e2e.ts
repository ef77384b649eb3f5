/**
 * The whole instance with 200 laptop requests under way, while API, worker, Temporal and PostgreSQL are killed in turn
 * (`kill -9`), once Temporal together with its database. Afterwards the books are compared: every accepted request is one
 * ticket with one run, one approval, one set of mails, and it has ended.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '#bin/platform/settings.ts';
import { createStack, type PartName, type Stack, type StackControl } from '#bin/platform/stack.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { eventually } from '../workflows/world.ts';
import { type Office, openOffice } from './office.ts';

const REQUESTS = Number(process.env.FAULT_REQUESTS ?? 200);
const UNDER_WAY = 12;
const BETWEEN_KILLS_MS = 4_000;

const dataDir = mkdtempSync(path.join(tmpdir(), 'perdura-faults-'));
let mailbox: Mailbox;
let control: StackControl;
let stack: Stack;
let office: Office;
let owner: pg.Pool;

beforeAll(async () => {
  mailbox = await openMailbox();
  const settings = readSettings({
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: dataDir,
    ADMIN_EMAIL: 'admin@example.test',
    ADMIN_PASSWORD: 'a-password-for-tests',
    DEMO: '0',
    LOG_LEVEL: 'warn',
    SMTP_URL: mailbox.url,
    RECONCILE_EVERY_MS: '5000',
  });
  control = createStack({ settings, say: process.env.TEST_LOG ? console.error : () => undefined });
  stack = await control.start();
  owner = new pg.Pool({ connectionString: stack.connections.databaseOwnerUrl, max: 2 });
  owner.on('error', () => undefined);
  office = await openOffice(stack, 'admin@example.test', 'a-password-for-tests');
}, 300_000);

afterAll(async () => {
  await office?.close();
  await owner?.end();
  await control?.stop();
  await mailbox?.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

async function kill(name: PartName): Promise<void> {
  const pid = await eventually(`${name} runs`, async () => stack.part(name)?.pid());
  process.kill(pid, 'SIGKILL');
}

/** The engine comes back, and remembers nothing. */
async function killWithMemory(): Promise<void> {
  const folder = path.join(dataDir, 'temporal');
  const pid = await eventually('temporal runs', async () => stack.part('temporal')?.pid());
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (file !== 'proven') rmSync(path.join(folder, file), { recursive: true, force: true });
  }
  process.kill(pid, 'SIGKILL');
}

/** One after the other for as long as there is work; returns how often. */
async function killInTurn(isOver: () => boolean): Promise<number> {
  const turns = [
    () => kill('api'),
    () => kill('worker'),
    () => kill('temporal'),
    () => kill('postgres'),
    killWithMemory,
    () => Promise.all([kill('api'), kill('worker')]).then(() => undefined),
  ];
  let kills = 0;
  for (; !isOver() || kills < turns.length; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_KILLS_MS));
    if (kills < 3 * turns.length) await turns[kills % turns.length]?.();
  }
  return kills;
}

const rows = async <T extends object>(sql: string): Promise<T[]> =>
  (await owner.query<T>(sql)).rows;

describe('with everything killed in turn', () => {
  it('every accepted request comes to its end, once', async () => {
    const working = office.workOff();
    let isOver = false;
    const killing = killInTurn(() => isOver);
    const accepted = await office.request(REQUESTS, UNDER_WAY);
    isOver = true;
    await killing;
    await eventually(
      'every run ends',
      async () =>
        (await rows('select 1 from run where ended_at is null').catch(() => [1])).length === 0,
      240_000,
    );
    await eventually(
      'every mail is sent',
      async () =>
        (await rows("select 1 from mail where state not in ('sent', 'captured')")).length === 0,
      150_000,
    );
    await eventually(
      'nothing is left to deliver',
      async () => (await rows('select 1 from outbox')).length === 0,
      60_000,
    );
    await working.stop();

    // Accepted is what was answered with 201; nothing else was made, and nothing twice.
    expect(new Set(accepted).size).toBe(REQUESTS);
    const tickets = await rows<{ id: string; status: string }>('select id, status from ticket');
    expect(tickets.map(({ id }) => id).sort()).toEqual([...accepted].sort());
    expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(['resolved']));

    const each = async (what: string, sql: string): Promise<void> => {
      const counts = await rows<{ n: number; of: number }>(
        `select n, count(*)::int as of from (select t.id, (${sql})::int as n from ticket t) c group by n`,
      );
      expect({ what, counts: counts.length }).toEqual({ what, counts: 1 });
    };
    await each(
      'run',
      "select count(*) from run where ticket_id = t.id and state = 'completed' and outcome = 'fulfilled'",
    );
    await each(
      'approval',
      "select count(*) from approval where ticket_id = t.id and state = 'approved'",
    );
    await each(
      'vote',
      'select count(*) from vote v join approval a on a.id = v.approval_id where a.ticket_id = t.id',
    );
    await each('tasks', "select count(*) from task where ticket_id = t.id and state = 'completed'");
    await each('mails', 'select count(*) from mail where ticket_id = t.id');
    for (const type of [
      'ticket.created',
      'run.started',
      'approval.opened',
      'approval.decided',
      'task.opened',
      'task.completed',
      'run.ended',
    ]) {
      await each(type, `select count(*) from event where ticket_id = t.id and type = '${type}'`);
    }
    expect(await rows('select count(*)::int as n from run')).toEqual([{ n: REQUESTS }]);
    expect(await rows('select count(*)::int as n from approval')).toEqual([{ n: REQUESTS }]);
    expect(await rows("select 1 from clock where state in ('running', 'paused')")).toEqual([]);

    // A mail whose server took it just before a kill may come twice, but then under one Message-ID.
    const mails = await rows<{ message_id: string }>('select message_id from mail');
    expect(new Set(mailbox.letters.map(({ messageId }) => messageId))).toEqual(
      new Set(mails.map(({ message_id }) => message_id)),
    );
  }, 600_000);
});
