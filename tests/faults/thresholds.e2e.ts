/**
 * Thresholds that fall due while Temporal, the worker and PostgreSQL are killed in turn (`kill -9`), once Temporal together
 * with its memory: each is told once, in its order, and what it says is done once.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../workflows/world.ts';
import { type Office, openOffice } from './office.ts';
import { ADMIN, ADMIN_PASSWORD, openVictim, type Victim } from './victim.ts';

const TICKETS = Number(process.env.FAULT_TICKETS ?? 60);
const TARGET_SECONDS = 60;
/** Long enough for what was killed to come back and tell something before the next is. */
const BETWEEN_KILLS_MS = 8_000;
const SHARES = [20, 40, 60, 80, 100];

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

const made = async (url: string, body: object): Promise<void> => {
  const answer = await office.admin('POST', url, body);
  if (answer.status !== 201) throw new Error(`POST ${url}: ${JSON.stringify(answer.body)}`);
};

/** Until the last threshold has been due for a while, and every part has died at least once. */
async function killInTurn(until: number): Promise<void> {
  const { kill, killWithMemory } = victim;
  const turns = [
    () => kill('temporal'),
    () => kill('worker'),
    () => kill('postgres'),
    killWithMemory,
    () => Promise.all([kill('worker'), kill('temporal')]).then(() => undefined),
  ];
  for (let kills = 0; kills < turns.length || Date.now() < until; kills += 1) {
    await turns[kills % turns.length]?.();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_KILLS_MS));
  }
}

describe('with Temporal, worker and database killed in turn', () => {
  it('every threshold is told once, in order, and does once what it says', async () => {
    await made('/sla/policies', {
      key: 'brief',
      name: 'Brief',
      kind: 'sla',
      measures: 'firstResponse',
      ticketTypes: ['incident'],
      calendar: { always: true },
      targets: [{ id: 'all', within: { seconds: TARGET_SECONDS } }],
      thresholds: SHARES.map((percent) => ({
        id: `at-${percent}`,
        at: { percent },
        actions: [
          { type: 'tag', add: [`t${percent}`] },
          ...(percent === 100
            ? [{ type: 'notify', to: [{ user: ADMIN }], message: 'Over' }, { type: 'escalate' }]
            : []),
        ],
      })),
    });
    for (let index = 0; index < TICKETS; index += 1)
      await made('/tickets', {
        type: 'incident',
        title: `Ticket ${index}`,
        queue: 'service-desk',
      });
    await killInTurn(Date.now() + TARGET_SECONDS * 1_000);

    const marks = () =>
      victim.rows<{ told: string }>(
        `select string_agg(e.data ->> 'threshold', ',' order by e.xid, e.seq) as told from ticket t
         left join event e on e.ticket_id = t.id and e.type in ('clock.warned', 'clock.breached') and e.data ->> 'policy' = 'brief'
         group by t.id`,
      );
    const all = SHARES.map((share) => `at-${share}`).join(',');
    await eventually(
      'all is told',
      async () => (await marks()).every(({ told }) => (told ?? '').length >= all.length),
      180_000,
    );
    expect(await marks()).toEqual(Array.from({ length: TICKETS }, () => ({ told: all })));

    // They were told as they fell due, between the deaths, and not all at the end.
    const [{ moments = 0 } = {}] = await victim.rows<{ moments: number }>(
      "select count(distinct date_trunc('second', told_at))::int as moments from clock_mark",
    );
    expect(moments).toBeGreaterThan(SHARES.length);

    const each = async (what: string, sql: string) =>
      expect(
        await victim.rows(
          `select n, count(*)::int as of from (select (${sql})::int as n from ticket t) c group by n`,
        ),
        what,
      ).toEqual([{ n: 1, of: TICKETS }]);
    await each(
      'tags',
      `select count(*) from ticket o where o.id = t.id and cardinality(o.tags) = ${SHARES.length}`,
    );
    await each('escalations', 'select count(*) from escalation where ticket_id = t.id');
    await each(
      'notices',
      `select count(*) from notification where ticket_id = t.id and text = 'Over'`,
    );
    for (const percent of SHARES)
      await each(
        `tagged t${percent}`,
        `select count(*) from event where ticket_id = t.id and type = 'ticket.updated' and changes -> 'tags' -> 'after' ? 't${percent}'
           and not coalesce(changes -> 'tags' -> 'before', '[]') ? 't${percent}'`,
      );
  }, 600_000);
});
