/**
 * The whole instance with 200 laptop requests under way, while API, worker, Temporal and PostgreSQL are killed in turn
 * (`kill -9`), once Temporal together with its database. Afterwards the books are compared: every accepted request is one
 * ticket with one run, one approval, one set of mails, and it has ended.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../workflows/world.ts';
import { type Office, openOffice } from './office.ts';
import { ADMIN, ADMIN_PASSWORD, openVictim, type Victim } from './victim.ts';

const REQUESTS = Number(process.env.FAULT_REQUESTS ?? 200);
const UNDER_WAY = 12;
const BETWEEN_KILLS_MS = 4_000;

let victim: Victim;
let office: Office;

beforeAll(async () => {
  victim = await openVictim();
  office = await openOffice(victim.stack, ADMIN, ADMIN_PASSWORD);
}, 300_000);

afterAll(async () => {
  await office?.close();
  await victim?.close();
}, 60_000);

const rows: Victim['rows'] = (sql) => victim.rows(sql);

/** One after the other for as long as there is work; returns how often. */
async function killInTurn(isOver: () => boolean): Promise<number> {
  const { kill, killWithMemory } = victim;
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
    expect(new Set(victim.mailbox.letters.map(({ messageId }) => messageId))).toEqual(
      new Set(mails.map(({ message_id }) => message_id)),
    );
  }, 600_000);
});
