/** What another system answers: kept in a form that can be stored, and its redirects are told no secret. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storable } from '#activities/call-http.ts';
import { createGuardedClient, type GuardedClient } from '#activities/guarded-client.ts';
import type { Json } from '#engine/json.ts';

const seen: IncomingMessage[] = [];
const servers: Server[] = [];
let client: GuardedClient;
let first: string;

const listen = async (answer: Parameters<typeof createServer>[1]): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  const other = await listen((request, response) => {
    seen.push(request);
    response.end('here');
  });
  first = await listen((_, response) => {
    response.writeHead(307, { location: `http://${other}/elsewhere` }).end();
  });
  client = createGuardedClient([first, other]);
});
afterAll(async () => {
  await client.close();
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

it('holds no text that the database would refuse', () => {
  expect(storable({ 'a\u0000': ['x\u0000y', 'half \ud800', 1, null, { deep: '\udc00' }] })).toEqual(
    {
      a: ['xy', 'half \ufffd', 1, null, { deep: '\ufffd' }],
    },
  );
});

it('takes no header of its own to another host', async () => {
  await client.request({
    method: 'POST',
    url: `http://${first}/`,
    headers: { 'private-token': 'hush', 'content-type': 'application/json' },
    body: '{}',
    timeoutMs: 5_000,
  });
  expect(seen[0]?.headers).not.toHaveProperty('private-token');
  expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
});

it('is not taken where it is nested deeper than a body may be', () => {
  const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
  expect(storable(nested(100))).toEqual(nested(100));
  expect(() => storable(nested(101))).toThrow(/nested deeper than 100 levels/);
});
