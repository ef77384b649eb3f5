/** A call that has answered is not made again while its answer still waits to be taken in. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { Definition } from '#engine/definition.ts';
import { start } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';

const callHttp = vi.hoisted(() => vi.fn(async () => ({ tag: 'L-17' })));
vi.mock('@temporalio/workflow', () => ({
  ActivityFailure: class extends Error {},
  ApplicationFailure: class extends Error {},
  TimeoutFailure: class extends Error {},
  CancellationScope: class {
    run<T>(act: () => Promise<T>): Promise<T> {
      return act();
    }
    cancel(): void {}
  },
  isCancellation: () => false,
  proxyActivities: () => ({ callHttp }),
  sleep: () => Promise.resolve(),
}));
const { Doings } = await import('#workflows/doings.ts');

const definition: Definition = {
  key: 'calling',
  name: 'Calling',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'call',
      type: 'serviceTask',
      action: { type: 'httpRequest', method: 'POST', url: 'https://example.test/' },
    },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'call' },
    { id: 'f2', from: 'call', to: 'end' },
  ],
};
const at = '2026-01-01T00:00:00.000Z';
const { state } = start(definition, { type: 'started', start: 'start', variables: {}, at });

let reported: Event[];
let doings: InstanceType<typeof Doings>;
const settled = () => new Promise((resolve) => setImmediate(resolve));
beforeEach(async () => {
  callHttp.mockClear();
  reported = [];
  doings = new Doings({ tenantId: 't', runId: 'r' }, (event) => reported.push(event));
  doings.follow(definition, state);
  await settled();
});

it('is left alone by a step that is applied meanwhile, and keeps the run from going on anew', async () => {
  expect(reported).toMatchObject([{ type: 'callDone' }]);
  doings.follow(definition, state);
  await settled();
  expect(callHttp).toHaveBeenCalledTimes(1);
  expect(doings.calling).toBe(true);
  doings.follow(definition, { ...state, tokens: {} });
  expect(doings.calling).toBe(false);
});

it('is asked for again when the run was loaded anew and the answer went with the inbox', async () => {
  doings.forgetReported();
  doings.follow(definition, state);
  await settled();
  expect(callHttp).toHaveBeenCalledTimes(2);
});
