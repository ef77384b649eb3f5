/** Clocks as their workflows keep them: told by themselves, once, whoever dies meanwhile. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPolicy, getPolicy, removePolicy } from '#domain/clocks/policies.ts';
import { applyRecount, beginRecount, getRecount } from '#domain/clocks/recount.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { startRun } from '#domain/processes/start-run.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { hello, rounds } from './definitions.ts';
import { spawnWorker } from './spawn-worker.ts';
import { openTap } from './tap.ts';
import { createWorld, eventually, type Person, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.stopWorkers());
afterAll(() => world.close());

const wall = (key: string, seconds: number, more: Partial<ClockPolicy> = {}): ClockPolicy => ({
  key,
  name: key,
  kind: 'sla',
  measures: 'resolution',
  ticketTypes: ['incident'],
  calendar: { always: true },
  targets: [{ id: 'all', within: { seconds } }],
  thresholds: [],
  ...more,
});
/** For this story only. */
async function promised<T>(policy: ClockPolicy, story: () => Promise<T>): Promise<T> {
  await world.as('ann', (work) => createPolicy(work, policy));
  try {
    return await story();
  } finally {
    await world.as('ann', async (work) => removePolicy(work, await getPolicy(work, policy.key)));
  }
}
const open = async (who: Person = 'ann'): Promise<string> =>
  (await world.as(who, (work) => openTicket(work, { type: 'incident', title: 'x' }))).ticket.id;

type Told = {
  readonly ticket: string;
  readonly threshold: string;
  readonly nth: number;
  readonly late: boolean;
};
const told = async (): Promise<readonly Told[]> =>
  (
    await world.owner.query<Told>(
      `select ticket_id as ticket, data ->> 'threshold' as threshold, coalesce((data ->> 'nth')::int, 1) as nth, coalesce((data ->> 'late')::boolean, false) as late
       from event where type in ('clock.warned', 'clock.breached', 'clock.overdue') order by seq`,
    )
  ).rows;
const of = (all: readonly Told[], ticket: string) =>
  all.filter((one) => one.ticket === ticket).map(({ threshold }) => threshold);

describe('a clock', () => {
  it('tells its thresholds by itself when they fall due, and does what they say', async () => {
    const worker = await world.worker();
    await promised(
      wall('quick', 2, {
        thresholds: [
          { id: 'half', at: { percent: 50 }, actions: [{ type: 'raisePriority', by: 3 }] },
          { id: 'over', at: { percent: 100 }, actions: [{ type: 'tag', add: ['missed'] }] },
          {
            id: 'nag',
            at: { after: { seconds: 1 }, every: { seconds: 1 }, times: 2 },
            actions: [],
          },
        ],
      }),
      async () => {
        const id = await open();
        const last = async () => (await told()).findLast(({ ticket }) => ticket === id);
        await eventually('all is told', async () => (await last())?.nth === 2);
        // What comes again is not made up for where it is late: the last of it is told, and the first only if it was in time.
        const all = of(await told(), id);
        expect(all.slice(0, 3)).toEqual(['half', 'over', 'nag']);
        expect(all.slice(3).filter((threshold) => threshold !== 'nag')).toEqual([]);
        expect(all.length).toBeLessThanOrEqual(4);
        expect(
          await world.one('select priority, tags from ticket where id = $1', [id]),
        ).toMatchObject({ priority: 1, tags: ['missed'] });
        await eventually('nothing is waited for any more', async () => {
          const handle = worker.engine.client.workflow.getHandle(`clock:${id}`);
          return (await handle.describe()).status.name === 'COMPLETED';
        });
      },
    );
    await worker.stop();
  });

  it('tells each threshold once, and loses none, while workers are killed', async () => {
    await promised(
      wall('many', 12, {
        thresholds: [25, 50, 75, 100].map((percent) => ({
          id: `at-${percent}`,
          at: { percent },
          actions: [{ type: 'tag', add: [`t${percent}`] }],
        })),
      }),
      async () => {
        const tickets: string[] = [];
        for (let index = 0; index < 25; index += 1) tickets.push(await open());
        for (let round = 0; round < 4; round += 1) {
          const child = spawnWorker(world.config);
          await new Promise((resolve) => setTimeout(resolve, 3_500));
          child.kill('SIGKILL');
        }
        const worker = await world.worker();
        await eventually(
          'all is told',
          async () => (await told()).filter(({ ticket }) => tickets.includes(ticket)).length >= 100,
          90_000,
        );
        const all = await told();
        for (const ticket of tickets)
          expect(of(all, ticket)).toEqual(['at-25', 'at-50', 'at-75', 'at-100']);
        await eventually('what they say is done', async () => {
          const { rows } = await world.owner.query<{ tags: string[] }>(
            'select tags from ticket where id = any($1)',
            [tickets],
          );
          return rows.every(({ tags }) => tags.length === 4);
        });
        await worker.stop();
      },
    );
  }, 180_000);
});

describe('a clock that falls due while the database is away', () => {
  it('tries until it is back, however long, and tells it once', async () => {
    const tap = await openTap(world.config.databaseUrl);
    const worker = await world.worker({ databaseUrl: tap.url, databaseDirectUrl: tap.url });
    await promised(wall('outage', 15), async () => {
      const id = await open();
      const due = Date.now() + 15_000;
      const handle = worker.engine.client.workflow.getHandle(`clock:${id}`);
      await eventually('it is armed', () => handle.describe().catch(() => undefined));
      tap.cut();
      await new Promise((resolve) => setTimeout(resolve, due + 5_000 - Date.now()));
      expect((await handle.describe()).status.name).toBe('RUNNING');
      expect(of(await told(), id)).toEqual([]);
      tap.mend();
      await eventually('it is told', async () => of(await told(), id).length > 0);
      expect(of(await told(), id)).toEqual(['#deadline']);
    }).finally(() => tap.mend());
    await worker.stop();
    await tap.close();
  }, 120_000);
});

describe('a clock of a task, and of an approval', () => {
  const stateOf = (runId: string, kind: 'task' | 'approval') =>
    world.owner
      .query<{ state: string; name: string }>(
        `select c.state, c.name from clock c join ${kind} s on s.id = c.subject_id where s.run_id = $1 order by s.opened_at`,
        [runId],
      )
      .then(({ rows }) => rows.map(({ state }) => state));

  it('begins with it and ends with it', async () => {
    const worker = await world.worker();
    await promised(wall('tasks', 600, { measures: 'task' }), () =>
      promised(wall('approvals', 600, { measures: 'approval' }), async () => {
        await world.publish(rounds);
        await world.publish(hello);
        const ticketId = await open('ben');
        const start = async (key: string) =>
          (await world.as('ann', (work) => startRun(work, key, { ticketId }))).id;
        const run = await start('rounds');
        const task = await world.opened('task', run);
        await eventually('it runs', async () => (await stateOf(run, 'task')).join() === 'running');
        await world.complete('ann', task, 'again');
        await eventually(
          'it is met, and the next one runs',
          async () => (await stateOf(run, 'task')).join() === 'met,running',
        );
        const asked = await start('hello');
        const approval = await world.opened('approval', asked);
        await eventually(
          'the approval’s runs',
          async () => (await stateOf(asked, 'approval')).join() === 'running',
        );
        await world.vote('ann', approval, 'approve');
        await eventually(
          'the approval’s is met',
          async () => (await stateOf(asked, 'approval')).join() === 'met',
        );
      }),
    );
    await worker.stop();
  });
});

describe('counting clocks again', () => {
  it('is looked at and applied by its workflow', async () => {
    const worker = await world.worker();
    await promised(wall('long', 90_000), async () => {
      const id = await open();
      await world.as('ann', async (work) => removePolicy(work, await getPolicy(work, 'long')));
      await world.as('ann', (work) => createPolicy(work, wall('long', 60_000)));
      const recount = await world.as('ann', (work) => beginRecount(work, { from: 'begin' }, ''));
      const state = async () => (await world.as('ann', (work) => getRecount(work, recount))).state;
      await eventually('it has been looked at', async () => (await state()) === 'ready');
      await world.as('ann', (work) => applyRecount(work, recount));
      await eventually('it is applied', async () => (await state()) === 'completed');
      expect(
        await world.one('select target_seconds, revision from clock where ticket_id = $1', [id]),
      ).toEqual({ target_seconds: 60_000, revision: 2 });
    });
    await worker.stop();
  });
});
