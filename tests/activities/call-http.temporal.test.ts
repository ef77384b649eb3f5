/** Calls to the outside: filled in, tried again, remembered, and failed where nothing else helps. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { retryRun } from '#domain/processes/operate-run.ts';
import { putSecret } from '#domain/secrets/secrets.ts';
import type { CallAction } from '#engine/action.ts';
import type { Definition } from '#engine/definition.ts';
import { createWorld, eventually, type World } from '../workflows/world.ts';

type Call = {
  readonly url: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

let world: World;
let server: Server;
let here: string;
let calls: Call[];
let answers: { status: number; body?: unknown; headers?: Record<string, string> }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({
        url: request.url ?? '',
        method: request.method ?? '',
        headers: request.headers,
        body,
      });
      const answer = answers.shift() ?? { status: 200 };
      response
        .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
        .end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await createWorld();
  await world.worker({ privateHttpAllowed: [here] });
});
beforeEach(() => {
  calls = [];
  answers = [];
});
afterAll(async () => {
  await world.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const calling = (action: Omit<CallAction, 'type'>): Definition => ({
  key: 'calling',
  name: 'Calling',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'call',
      type: 'serviceTask',
      action: { type: 'httpRequest', ...action },
      retry: { attempts: 3 },
    },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'call' },
    { id: 'f2', from: 'call', to: 'end' },
  ],
});

describe('a call', () => {
  it('is filled in from the facts, carries its secret and its key, and answers into variables', async () => {
    await world.as('ann', (work) => putSecret(work, 'asset-api', 'hush'));
    answers.push({ status: 201, body: { asset: { tag: 'L-17', free: true } } });
    const runId = await world.run(
      calling({
        method: 'POST',
        url: `http://${here}/assets/{{variables.model}}?for={{variables.who}}`,
        headers: { 'X-Model': '{{variables.model}}' },
        body: { count: '{{variables.count}}', text: 'for {{variables.who}}' },
        secret: 'asset-api',
        result: { tag: 'body.asset.tag', status: 'status', nothing: 'body.no.such' },
      }),
      { variables: { model: 'T 14/2', who: 'Ann & Ben', count: 2 } },
    );
    expect((await world.ended(runId)).engine_state.variables).toMatchObject({
      tag: 'L-17',
      status: 201,
      nothing: null,
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: 'POST',
      url: '/assets/T%2014%2F2?for=Ann%20%26%20Ben',
      headers: {
        authorization: 'Bearer hush',
        'x-model': 'T 14/2',
        'idempotency-key': expect.stringMatching(new RegExp(`^${runId}:t\\d+:1$`)),
      },
    });
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ count: 2, text: 'for Ann & Ben' });
  });

  it('sees the item that it is made for, and what the activity had when it is undone', async () => {
    const definition = calling({ method: 'POST', url: `http://${here}/book/{{variables.room}}` });
    const [start, call, end] = definition.elements;
    if (!start || call?.type !== 'serviceTask' || !end) throw new Error('as drawn above');
    const unbook: CallAction = {
      type: 'httpRequest',
      method: 'DELETE',
      url: `http://${here}/book/{{variables.room}}`,
    };
    const runId = await world.run(
      {
        ...definition,
        elements: [
          start,
          {
            ...call,
            undo: 'unbook',
            loop: { each: 'variables.rooms', as: 'room', sequential: true },
          },
          { id: 'unbook', type: 'serviceTask', action: unbook, forCompensation: true },
          { id: 'back', type: 'intermediateThrowEvent', compensation: {} },
          end,
        ],
        flows: [
          { id: 'f1', from: 'start', to: 'call' },
          { id: 'f2', from: 'call', to: 'back' },
          { id: 'f3', from: 'back', to: 'end' },
        ],
      },
      { variables: { rooms: ['red', 'blue'] } },
    );
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /book/red',
      'POST /book/blue',
      'DELETE /book/blue',
      'DELETE /book/red',
    ]);
  });

  it('is tried again when the other side stumbles, under the same key', async () => {
    answers.push({ status: 503 }, { status: 200 });
    const runId = await world.run(
      calling({ method: 'POST', url: `http://${here}/again`, body: 'x' }),
    );
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
    expect(calls).toHaveLength(2);
    expect(calls[0]?.headers['idempotency-key']).toBe(calls[1]?.headers['idempotency-key']);
  });

  it('fails its element at once on a plain no, and runs anew when a person says so', async () => {
    answers.push({ status: 404 });
    const runId = await world.run(calling({ method: 'GET', url: `http://${here}/missing` }));
    await eventually(
      'the run is faulted',
      async () => (await world.runRow(runId)).state === 'faulted',
    );
    expect(await world.runRow(runId)).toMatchObject({
      failure: { code: 'http_404', element: 'call' },
    });
    expect(calls).toHaveLength(1);
    await world.as('ann', (work) => retryRun(work, runId, 'mended'));
    expect(await world.ended(runId)).toMatchObject({ state: 'completed' });
    expect(calls[1]?.headers['idempotency-key']).toMatch(/:2$/);
  });

  it('does not leave for private addresses', async () => {
    const runId = await world.run(calling({ method: 'GET', url: 'http://127.0.0.1:1/' }));
    await eventually(
      'the run is faulted',
      async () => (await world.runRow(runId)).state === 'faulted',
    );
    expect(await world.runRow(runId)).toMatchObject({ failure: { code: 'address_not_allowed' } });
  });

  it('that was answered is not made again when the engine asks once more', async () => {
    const runId = await world.run(
      calling({
        method: 'POST',
        url: `http://${here}/once`,
        body: 'x',
        result: { tag: 'body.tag' },
      }),
      { silent: true },
    );
    await world.owner.query(
      'insert into effect (tenant_id, key, result, at) values ($1, $2, $3, now())',
      [world.tenantId, `${runId}:t2:1`, JSON.stringify({ tag: 'from the ledger' })],
    );
    await world.owner.query("insert into outbox (tenant_id, kind, target) values ($1, 'run', $2)", [
      world.tenantId,
      runId,
    ]);
    expect((await world.ended(runId)).engine_state.variables).toEqual({ tag: 'from the ledger' });
    expect(calls).toHaveLength(0);
  });
});
