/** How much a run can bear: large drawings, long lives, many items, storms of messages, no cache, many workers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { newId } from '#domain/ids.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { createWorld, eventually, type World } from './world.ts';

const PATIENCE_MS = 180_000;

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.worker();
});
afterAll(() => world.close());

const start: Element = { id: 'start', type: 'startEvent', trigger: { type: 'manual' } };
const end: Element = { id: 'end', name: 'End', type: 'endEvent', outcome: 'through' };
const say = (id: string, parent?: string): Element => ({
  id,
  name: id,
  type: 'intermediateThrowEvent',
  ...(parent ? { parent } : {}),
});
const drawn = (elements: Element[], flows: Flow[]): Definition => ({
  key: 'limits',
  name: 'Limits',
  elements,
  flows,
});
const inSequence = (ids: readonly string[]): Flow[] =>
  ids.slice(1).map((to, index) => ({ id: `s-${ids[index]}-${to}`, from: ids[index] ?? '', to }));

/** Counts in a variable, in a loop that asks the record at each turn; whoever uses it draws the way out. */
function counting(name: string): { elements: Element[]; flows: Flow[] } {
  const body = `${name}Body`;
  return {
    elements: [
      { id: `${name}In`, name: 'In', type: 'exclusiveGateway' },
      {
        id: body,
        name: 'Body',
        type: 'subProcess',
        outputs: { [name]: `(variables.${name} ?? 0) + 1` },
      },
      {
        id: `${name}Start`,
        type: 'startEvent',
        trigger: { type: 'inner' },
        parent: body,
      },
      say(`${name}One`, body),
      { id: `${name}End`, type: 'endEvent', parent: body },
      { id: `${name}Out`, name: 'Out', type: 'exclusiveGateway', default: `${name}Again` },
    ],
    flows: [
      ...inSequence([`${name}In`, body, `${name}Out`]),
      ...inSequence([`${name}Start`, `${name}One`, `${name}End`]),
      { id: `${name}Again`, from: `${name}Out`, to: `${name}In` },
    ],
  };
}

describe('a run', () => {
  it('goes through a drawing of 500 elements', async () => {
    const ids = Array.from({ length: 498 }, (_, index) => `e${index}`);
    const definition = drawn(
      [start, ...ids.map((id) => say(id)), end],
      inSequence(['start', ...ids, 'end']),
    );
    expect(await world.ended(await world.run(definition))).toMatchObject({
      state: 'completed',
      outcome: 'through',
    });
  });

  it('takes ten thousand steps, and leaves a small state', async () => {
    const loops = ['a', 'b', 'c'].map((name) => counting(name));
    const exits: Flow[] = ['a', 'b', 'c'].map((name, index) => ({
      id: `${name}Exit`,
      from: `${name}Out`,
      to: ['bIn', 'cIn', 'end'][index] ?? 'end',
      conditions: {
        all: [{ fact: `variables.${name}`, operator: 'greaterThanInclusive', value: 600 }],
      },
    }));
    const definition = drawn(
      [start, ...loops.flatMap(({ elements }) => elements), end],
      [{ id: 'first', from: 'start', to: 'aIn' }, ...loops.flatMap(({ flows }) => flows), ...exits],
    );
    const runId = await world.run(definition);
    const run = await world.ended(runId, PATIENCE_MS);
    expect(run).toMatchObject({ state: 'completed', outcome: 'through' });
    expect(run.engine_state.variables).toEqual({ a: 600, b: 600, c: 600 });
    const { n } = await world.one<{ n: number }>(
      'select count(*)::int as n from run_element where run_id = $1',
      [runId],
    );
    expect(n).toBeGreaterThan(10_000);
    expect(JSON.stringify(run.engine_state).length).toBeLessThan(5_000);
  });

  it('does something for each of five thousand items', async () => {
    const definition = drawn(
      [
        start,
        {
          id: 'each',
          name: 'Each',
          type: 'subProcess',
          loop: { each: '5000', atOnce: 100, collect: { into: 'all', value: 'variables.item' } },
        },
        { id: 'in', type: 'startEvent', trigger: { type: 'inner' }, parent: 'each' },
        { id: 'x', name: 'Odd?', type: 'exclusiveGateway', parent: 'each', default: 'no' },
        { id: 'odd', type: 'endEvent', parent: 'each' },
        { id: 'even', type: 'endEvent', parent: 'each' },
        end,
      ],
      [
        ...inSequence(['start', 'each', 'end']),
        { id: 'into', from: 'in', to: 'x' },
        {
          id: 'yes',
          from: 'x',
          to: 'odd',
          conditions: { all: [{ fact: 'variables.item', operator: 'lessThan', value: 2_500 }] },
        },
        { id: 'no', from: 'x', to: 'even' },
      ],
    );
    const run = await world.ended(await world.run(definition), PATIENCE_MS);
    expect(run).toMatchObject({ state: 'completed' });
    expect(run.engine_state.variables.all).toHaveLength(5_000);
  });

  it('takes in a storm of ten thousand messages, each once', async () => {
    const definition = drawn(
      [
        start,
        {
          id: 'work',
          name: 'Work',
          type: 'userTask',
          task: {},
        },
        end,
      ],
      inSequence(['start', 'work', 'end']),
    );
    const runId = await world.run(definition);
    await world.opened('task', runId);
    await world.owner.query(
      `insert into run_message (run_id, seq, tenant_id, event, event_id, created_at)
       select $1, n, $2, jsonb_build_object('type', 'corrected', 'token', null, 'variables', jsonb_build_object('last', n), 'reason', 'storm', 'at', now()), $3, now()
       from generate_series(1, 10000) n`,
      [runId, world.tenantId, newId()],
    );
    await world.owner.query('update run set last_message = 10000 where id = $1', [runId]);
    await world.owner.query(`insert into outbox (tenant_id, kind, target) values ($1, 'run', $2)`, [
      world.tenantId,
      runId,
    ]);
    const run = await eventually(
      'all of them taken in',
      async () => {
        const row = await world.runRow(runId);
        return row.applied_message === 10_000 && row;
      },
      PATIENCE_MS,
    );
    expect(run.engine_state.variables).toEqual({ last: 10_000 });
    await world.complete('ann', await world.opened('task', runId));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
  });
});

describe('workers', () => {
  it('without a cache come to the same', async () => {
    await worker.stop();
    const forgetful = await world.worker({ cachedWorkflows: 0 });
    const definition = drawn(
      [
        start,
        { id: 'p', name: 'Both', type: 'parallelGateway' },
        { id: 'work', name: 'Work', type: 'userTask', task: {} },
        { id: 'wait', type: 'intermediateCatchEvent', timer: { after: { seconds: 1 } } },
        { id: 'late', type: 'boundaryEvent', attachedTo: 'work', timer: { after: { hours: 1 } } },
        { id: 'gaveUp', type: 'endEvent', outcome: 'gaveUp' },
        { id: 'q', name: 'Joined', type: 'parallelGateway' },
        end,
      ],
      [
        ...inSequence(['start', 'p', 'work', 'q', 'end']),
        ...inSequence(['p', 'wait', 'q']),
        ...inSequence(['late', 'gaveUp']),
      ],
    );
    const runs = await Promise.all([1, 2, 3].map(() => world.run(definition)));
    for (const runId of runs) {
      await world.complete('ann', await world.opened('task', runId));
      expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'through' });
    }
    await forgetful.stop();
    worker = await world.worker();
  });

  it('come and go under sleeping runs', async () => {
    const definition = drawn(
      [
        start,
        { id: 'one', name: 'One', type: 'userTask', task: {} },
        { id: 'two', name: 'Two', type: 'userTask', task: {} },
        end,
      ],
      inSequence(['start', 'one', 'two', 'end']),
    );
    const runs = await Promise.all(Array.from({ length: 10 }, () => world.run(definition)));
    const firsts = await Promise.all(runs.map((runId) => world.opened('task', runId)));
    const other = await world.worker();
    await Promise.all(firsts.slice(0, 5).map((id) => world.complete('ann', id)));
    await worker.stop();
    await Promise.all(firsts.slice(5).map((id) => world.complete('ben', id)));
    const seconds = await Promise.all(runs.map((runId) => world.opened('task', runId, firsts)));
    worker = await world.worker();
    await other.stop();
    await Promise.all(seconds.map((id) => world.complete('eve', id)));
    for (const runId of runs)
      expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'through' });
  });
});
