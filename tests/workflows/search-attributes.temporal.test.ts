/** What operators find runs by stays true when a run is moved to another version. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { createBatch } from '#domain/moves/batches.ts';
import type { Definition } from '#engine/definition.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.worker();
});
afterAll(() => world.close());

const FAILING = {
  id: 'a',
  type: 'serviceTask',
  action: { type: 'updateTicket', set: { status: 'resolved' } },
};

const drawn = (key: string, failing: readonly object[]): Definition =>
  ({
    key,
    name: 'Found',
    elements: [
      { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
      { id: 'fork', type: 'parallelGateway' },
      { id: 'b', name: 'B', type: 'userTask', task: {} },
      { id: 'end', type: 'endEvent' },
      ...failing,
    ],
    flows: [
      { id: 'f1', from: 'start', to: 'fork' },
      { id: 'f2', from: 'fork', to: 'b' },
      { id: 'f3', from: 'b', to: 'end' },
      ...(failing.length > 0
        ? [
            { id: 'f4', from: 'fork', to: 'a' },
            { id: 'f5', from: 'a', to: 'end' },
          ]
        : []),
    ],
  }) as Definition;

it('a run whose failure a move took away is found as running, on its new version', async () => {
  const key = `found-${randomUUID().slice(0, 8)}`;
  const first = drawn(key, [FAILING]);
  const published = await world.publish(first);
  const run = await world.startRun(published, first);
  const { client } = worker.engine;
  const attributes = async () =>
    (await client.workflow.getHandle(`run:${run}`).describe()).searchAttributes as Record<
      string,
      readonly unknown[] | undefined
    >;
  await eventually(
    'it has failed',
    async () => (await world.runRow(run)).state === 'faulted' || undefined,
  );
  await eventually(
    'found as faulted',
    async () => (await attributes()).RunState?.includes('faulted') || undefined,
  );
  await world.owner.query(
    `insert into definition_version (process_id, number, tenant_id, process_key, sha256, definition, published_at)
     values ($1, 2, $2, $3, $4, $5, now())`,
    [published.processId, world.tenantId, key, randomUUID(), JSON.stringify(drawn(key, []))],
  );
  await world.as('ann', (work) =>
    createBatch(work, key, { to: 2, reason: 'Not needed', mapping: { a: null } }),
  );
  await eventually(
    'found on version 2',
    async () => (await attributes()).ProcessVersion?.includes('2') || undefined,
  );
  expect((await attributes()).RunState).toEqual(['running']);
});
