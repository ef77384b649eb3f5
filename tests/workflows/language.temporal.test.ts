/** Every part of the language on real parts: borders, races, loops, calls, undoing, messages; moved while it sleeps. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { type Sending, sendMessage } from '#domain/correlation/send-message.ts';
import { createBatch } from '#domain/moves/batches.ts';
import { cancelOpenRun } from '#domain/processes/operate-run.ts';
import { inTenant, SYSTEM } from '#domain/work.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.worker();
});
afterAll(() => world.close());

const start: Element = { id: 'start', type: 'startEvent', trigger: { type: 'manual' } };
const task = (id: string, more: object = {}): Element =>
  ({ id, name: id, type: 'userTask', task: {}, ...more }) as Element;
const end = (id: string, outcome?: string, more: object = {}): Element =>
  ({ id, name: id, type: 'endEvent', ...(outcome ? { outcome } : {}), ...more }) as Element;
const flows = (...pairs: readonly string[]): Flow[] =>
  pairs.map((pair, index) => {
    const [from = '', to = ''] = pair.split('>');
    return { id: `f${index}`, from, to };
  });
const process = (elements: Element[], drawn: Flow[]): Definition => ({
  key: 'language',
  name: 'Language',
  elements: [start, ...elements],
  flows: drawn,
});

const send = (sending: Sending) =>
  inTenant(
    world.store,
    { tenantId: world.tenantId, actor: SYSTEM, cause: { kind: 'request', id: null, label: null } },
    (work) => sendMessage(work, sending),
  );
const waitsFor = (runId: string, name: string) =>
  eventually(`somebody who waits for ${name}`, async () => {
    const { rows } = await world.owner.query(
      'select token from subscription where run_id = $1 and name = $2',
      [runId, name],
    );
    return rows[0]?.token as string | undefined;
  });

describe('a run', () => {
  it('is interrupted in its sub-process by a timer on the border', async () => {
    const runId = await world.run(
      process(
        [
          { id: 'sub', name: 'Sub', type: 'subProcess' },
          { id: 'in', type: 'startEvent', trigger: { type: 'inner' }, parent: 'sub' },
          task('inside', { parent: 'sub' }),
          end('out', undefined, { parent: 'sub' }),
          {
            id: 'late',
            type: 'boundaryEvent',
            attachedTo: 'sub',
            timer: { after: { seconds: 1 } },
          },
          end('inTime', 'inTime'),
          end('tooLate', 'tooLate'),
        ],
        flows('start>sub', 'in>inside', 'inside>out', 'sub>inTime', 'late>tooLate'),
      ),
    );
    expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'tooLate' });
    expect(await world.one('select state from task where run_id = $1', [runId])).toEqual({
      state: 'cancelled',
    });
  });

  it('goes on with the first event of a race, here a message that the relay brings', async () => {
    const key = randomUUID();
    const runId = await world.run(
      process(
        [
          { id: 'race', name: 'Race', type: 'eventBasedGateway' },
          {
            id: 'reply',
            type: 'intermediateCatchEvent',
            message: { name: 'reply', key: 'variables.key', into: 'said' },
          },
          { id: 'timer', type: 'intermediateCatchEvent', timer: { after: { hours: 1 } } },
          end('replied', 'replied'),
          end('silent', 'silent'),
        ],
        flows('start>race', 'race>reply', 'race>timer', 'reply>replied', 'timer>silent'),
      ),
      { variables: { key } },
    );
    await waitsFor(runId, 'reply');
    await send({ kind: 'message', name: 'reply', key, value: 'yes' });
    const run = await world.ended(runId);
    expect(run).toMatchObject({ state: 'completed', outcome: 'replied' });
    expect(run.engine_state.variables).toMatchObject({ said: 'yes' });
  });

  it('does something for each of many items, and collects what they give', async () => {
    const items = Array.from({ length: 120 }, (_, index) => index);
    const runId = await world.run(
      process(
        [
          { id: 'each', name: 'Each', type: 'intermediateThrowEvent' },
          {
            id: 'work',
            name: 'Work',
            type: 'subProcess',
            loop: {
              each: 'variables.items',
              as: 'item',
              atOnce: 40,
              collect: { into: 'doubled', value: 'variables.item * 2' },
            },
          },
          { id: 'in', type: 'startEvent', trigger: { type: 'inner' }, parent: 'work' },
          {
            id: 'pause',
            type: 'intermediateCatchEvent',
            timer: { after: { seconds: 0.2 } },
            parent: 'work',
          },
          end('out', undefined, { parent: 'work' }),
          end('end', 'all'),
        ],
        flows('start>each', 'each>work', 'in>pause', 'pause>out', 'work>end'),
      ),
      { variables: { items } },
    );
    const run = await world.ended(runId);
    expect(run).toMatchObject({ state: 'completed', outcome: 'all' });
    expect(run.engine_state.variables.doubled).toEqual(items.map((item) => item * 2));
    expect(run.engine_state.scopes).toBeUndefined();
  });

  it('calls another, takes what it gives back, and catches what it throws', async () => {
    const child = await world.publish({
      ...process(
        [
          { id: 'x', name: 'Fits', type: 'exclusiveGateway', default: 'no' },
          task('ask'),
          end('good', 'good'),
          end('bad', undefined, { error: { code: 'no_stock' } }),
        ],
        [
          { id: 'f0', from: 'start', to: 'ask' },
          { id: 'f1', from: 'ask', to: 'x' },
          {
            id: 'yes',
            from: 'x',
            to: 'good',
            conditions: { all: [{ fact: 'variables.stock', operator: 'equal', value: true }] },
          },
          { id: 'no', from: 'x', to: 'bad' },
        ],
      ),
      key: `child-${randomUUID().slice(0, 8)}`,
    });
    const parent = process(
      [
        {
          id: 'call',
          name: 'Call',
          type: 'callActivity',
          process: child.key,
          inputs: { stock: 'variables.stock' },
          outputs: { had: 'variables.stock' },
        },
        { id: 'none', type: 'boundaryEvent', attachedTo: 'call', error: { code: 'no_stock' } },
        end('done', 'done'),
        end('sorry', 'sorry'),
      ],
      flows('start>call', 'call>done', 'none>sorry'),
    );
    for (const [stock, outcome] of [
      [true, 'done'],
      [false, 'sorry'],
    ] as const) {
      const runId = await world.run(parent, { variables: { stock } });
      const childId = await eventually('the called run', async () => {
        const { rows } = await world.owner.query('select id from run where parent_run_id = $1', [
          runId,
        ]);
        return rows[0]?.id as string | undefined;
      });
      await world.complete('ann', await world.opened('task', childId));
      const run = await world.ended(runId);
      expect(run).toMatchObject({ state: 'completed', outcome });
      expect((await world.ended(childId)).state).toBe(stock ? 'completed' : 'failed');
    }
  });

  it('undoes what it has done when it is cancelled so', async () => {
    const runId = await world.run(
      process(
        [
          task('do', { undo: 'undo' }),
          task('undo', { forCompensation: true }),
          task('rest'),
          end('end'),
        ],
        flows('start>do', 'do>rest', 'rest>end'),
      ),
    );
    await world.complete('ann', await world.opened('task', runId));
    await eventually('the second task', async () => {
      const { rows } = await world.owner.query(
        `select id from task where run_id = $1 and element = 'rest' and state = 'open'`,
        [runId],
      );
      return rows[0];
    });
    await world.as('ann', (work) => cancelOpenRun(work, runId, 'enough', undefined, true));
    const undo = await eventually('the undoing', async () => {
      const { rows } = await world.owner.query(
        `select id from task where run_id = $1 and element = 'undo' and state = 'open'`,
        [runId],
      );
      return rows[0]?.id as string | undefined;
    });
    await world.complete('ann', undo);
    expect(await world.ended(runId)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a sleeping run', () => {
  const sleeping = (timer: object, ...after: string[]): Definition =>
    process(
      [
        { id: 'wait', type: 'intermediateCatchEvent', timer } as Element,
        ...after.map((id) => task(id)),
        end('end', after.length > 0 ? 'new' : 'old'),
      ],
      flows(
        ...['start', 'wait', ...after].map(
          (id, index) => `${id}>${['wait', ...after, 'end'][index]}`,
        ),
      ),
    );

  /** A run of one version that waits, and the next version. */
  async function between(before: Definition, after: Definition) {
    const key = `moved-${randomUUID().slice(0, 8)}`;
    const published = await world.publish({ ...before, key });
    const runId = await world.startRun(published, before);
    await eventually('a timer', async () => {
      const { rows } = await world.owner.query('select step from run where id = $1 and step > 0', [
        runId,
      ]);
      return rows[0];
    });
    await world.owner.query(
      `insert into definition_version (process_id, number, tenant_id, process_key, sha256, definition, published_at) values ($1, 2, $2, $3, $4, $5, now())`,
      [published.processId, world.tenantId, key, randomUUID(), JSON.stringify({ ...after, key })],
    );
    return { key, runId, handle: worker.engine.client.workflow.getHandle(`run:${runId}`) };
  }

  it('is moved to a new version, keeps its instant, and goes on there', async () => {
    const { key, runId, handle } = await between(
      sleeping({ after: { seconds: 3 } }),
      sleeping({ after: { hours: 9 } }, 'check'),
    );
    await world.as('ann', (work) => createBatch(work, key, { to: 2, reason: 'better' }));
    await world.complete('ann', await world.opened('task', runId));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'new' });
    await handle.result();
  });

  it('of which a move leaves nothing has ended, and its workflow with it', async () => {
    const version = sleeping({ after: { hours: 9 } });
    const { key, runId, handle } = await between(version, version);
    const mapping = { wait: null };
    await world.as('ann', (work) => createBatch(work, key, { to: 2, reason: 'over', mapping }));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
    await handle.result();
  });

  it('keeps its place, instants and messages through a new history', async () => {
    const key = randomUUID();
    const definition = process(
      [
        { id: 'p', name: 'Both', type: 'parallelGateway' },
        task('loop', {
          task: {
            outcomes: [
              { key: 'again', label: 'Again' },
              { key: 'enough', label: 'Enough' },
            ],
          },
        }),
        {
          id: 'hear',
          type: 'intermediateCatchEvent',
          message: { name: 'at-last', key: 'variables.key' },
        },
        { id: 'timer', type: 'intermediateCatchEvent', timer: { after: { seconds: 4 } } },
        { id: 'q', name: 'Joined', type: 'parallelGateway' },
        end('end', 'together'),
      ],
      [
        ...flows('start>p', 'p>loop', 'p>hear', 'p>timer', 'hear>q', 'timer>q', 'q>end'),
        { id: 'again', from: 'loop', to: 'loop', port: 'again' },
        { id: 'enough', from: 'loop', to: 'q', port: 'enough' },
      ],
    );
    const published = await world.publish({ ...definition, key: `new-${key.slice(0, 8)}` });
    const runId = await world.startRun(published, definition, { variables: { key }, silent: true });
    await worker.engine.client.workflow.start('automation', {
      taskQueue: world.taskQueue,
      workflowId: `run:${runId}`,
      args: [{ tenantId: world.tenantId, runId, historyMax: 30 }],
    });
    for (let turn = 0; turn < 12; turn += 1)
      await world.complete('ann', await world.opened('task', runId), 'again');
    await waitsFor(runId, 'at-last');
    await send({ kind: 'message', name: 'at-last', key });
    await world.complete('ann', await world.opened('task', runId), 'enough');
    expect(await world.ended(runId)).toMatchObject({ state: 'completed', outcome: 'together' });
    const { runId: last } = await worker.engine.client.workflow
      .getHandle(`run:${runId}`)
      .describe();
    const executions = worker.engine.client.workflow.list({
      query: `WorkflowId = 'run:${runId}'`,
    });
    const seen = new Set<string>([last]);
    await eventually('more than one history', async () => {
      for await (const execution of executions) seen.add(execution.runId);
      return seen.size > 1 || undefined;
    });
  });
});
