/** Wherever a run stands, it can be ended: nothing it opened is left, and what it called is ended with it. */

import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
/** Takes every call and answers none. */
let silent: Server;
let silentUrl = '';
beforeAll(async () => {
  world = await createWorld();
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  silentUrl = `http://127.0.0.1:${port}/`;
  await world.worker({ privateHttpAllowed: ['127.0.0.1'] });
});
afterAll(async () => {
  await world.close();
  silent.closeAllConnections();
  silent.close();
});

const inner: Element[] = [
  { id: 'in', type: 'startEvent', trigger: { type: 'inner' }, parent: 'it' },
  { id: 'work', name: 'Work', type: 'userTask', task: {}, parent: 'it' },
  { id: 'out', type: 'endEvent', parent: 'it' },
];
const innerFlows = [
  { id: 'i1', from: 'in', to: 'work' },
  { id: 'i2', from: 'work', to: 'out' },
];

const around = (it: object, more: Element[] = [], flows: Definition['flows'] = []): Definition => ({
  key: 'cancelled',
  name: 'Cancelled',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'it', name: 'It', ...it } as Element,
    { id: 'end', type: 'endEvent' },
    ...more,
  ],
  flows: [{ id: 'f1', from: 'start', to: 'it' }, { id: 'f2', from: 'it', to: 'end' }, ...flows],
});

const task = { type: 'userTask', task: {} };
const CASES: readonly (readonly [string, string, () => Definition])[] = [
  ['a task', 'task', () => around(task)],
  [
    'an approval',
    'approval',
    () =>
      around({ type: 'approval', approval: { mode: 'any', approvers: [{ user: 'ann@test' }] } }),
  ],
  [
    'a timer',
    'timer',
    () => around({ type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } }),
  ],
  [
    'a message',
    'message',
    () => around({ type: 'intermediateCatchEvent', message: { name: 'never' } }),
  ],
  [
    'a signal',
    'signal',
    () => around({ type: 'intermediateCatchEvent', signal: { name: 'never' } }),
  ],
  [
    'a call that is under way',
    'call',
    () =>
      around({
        type: 'serviceTask',
        action: { type: 'httpRequest', method: 'GET', url: silentUrl, timeoutSeconds: 60 },
      }),
  ],
  ['a failure', 'failed', () => around({ type: 'businessRuleTask', ruleset: 'there-is-none' })],
  ['a sub-process', 'scope', () => around({ type: 'subProcess' }, inner, innerFlows)],
  ['many items', 'each', () => around({ ...task, loop: { each: '20' } })],
  [
    'a border',
    'task',
    () =>
      around(
        task,
        [
          { id: 'late', type: 'boundaryEvent', attachedTo: 'it', timer: { after: { hours: 1 } } },
          {
            id: 'told',
            type: 'boundaryEvent',
            attachedTo: 'it',
            message: { name: 'never' },
            interrupting: false,
          },
          { id: 'other', type: 'endEvent' },
        ],
        [
          { id: 'b1', from: 'late', to: 'other' },
          { id: 'b2', from: 'told', to: 'other' },
        ],
      ),
  ],
  [
    'a race',
    'timer',
    () =>
      around(
        { type: 'eventBasedGateway' },
        [
          { id: 'one', type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } },
          { id: 'two', type: 'intermediateCatchEvent', message: { name: 'never' } },
        ],
        [
          { id: 'r1', from: 'it', to: 'one' },
          { id: 'r2', from: 'it', to: 'two' },
          { id: 'r3', from: 'one', to: 'end' },
          { id: 'r4', from: 'two', to: 'end' },
        ],
      ),
  ],
];

it.each(CASES)(
  'a run that waits for %s is ended, and leaves nothing open',
  async (_, kind, draw) => {
    const drawn = draw();
    const definition =
      drawn.elements[1]?.type === 'eventBasedGateway'
        ? { ...drawn, flows: drawn.flows.filter(({ id }) => id !== 'f2') }
        : drawn;
    const runId = await world.run(definition);
    await standsAt(runId, kind);
    await world.as('ann', (work) => cancelOpenRun(work, runId, 'enough'));
    expect(await world.ended(runId)).toMatchObject({ state: 'cancelled' });
    await nothingOpen(runId);
  },
);

it('a run that waits for another one is ended with it', async () => {
  const child = await world.publish({ ...around(task), key: `child-${randomUUID().slice(0, 8)}` });
  const runId = await world.run(around({ type: 'callActivity', process: child.key }));
  const called = await eventually('the called run', async () => {
    const { rows } = await world.owner.query('select id from run where parent_run_id = $1', [
      runId,
    ]);
    return rows[0]?.id as string | undefined;
  });
  await world.opened('task', called);
  await world.as('ann', (work) => cancelOpenRun(work, runId, 'enough'));
  expect(await world.ended(runId)).toMatchObject({ state: 'cancelled' });
  expect(await world.ended(called)).toMatchObject({ state: 'cancelled' });
  await nothingOpen(called);
});

function standsAt(runId: string, kind: string): Promise<unknown> {
  return eventually(`a token that waits for ${kind}`, async () => {
    const { rows } = await world.owner.query<{ kinds: string[] }>(
      `select array(select value -> 'wait' ->> 'kind' from jsonb_each(engine_state -> 'tokens')) as kinds from run where id = $1`,
      [runId],
    );
    return rows[0]?.kinds.includes(kind);
  });
}

async function nothingOpen(runId: string): Promise<void> {
  const open = await world.one<{ n: number }>(
    `select (select count(*) from task where run_id = $1 and state = 'open')::int
       + (select count(*) from approval where run_id = $1 and state = 'open')::int
       + (select count(*) from subscription where run_id = $1)::int
       + (select count(*) from run_element where run_id = $1 and left_at is null)::int as n`,
    [runId],
  );
  expect(open.n).toBe(0);
  const { engine_state: state } = await world.runRow(runId);
  expect([state.tokens, state.scopes]).toEqual([{}, undefined]);
}
