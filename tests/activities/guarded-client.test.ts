import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createGuardedClient,
  type GuardedClient,
  isPrivate,
  RESPONSE_MAX_BYTES,
} from '#activities/guarded-client.ts';

let server: Server;
let here: string;
let client: GuardedClient;
const seen: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createGuardedClient([here]);
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  if (path === '/inside')
    return void response.writeHead(302, { location: 'http://localhost:1/secret' }).end();
  if (path === '/around') return void response.writeHead(302, { location: '/around' }).end();
  if (path === '/moved') return void response.writeHead(303, { location: '/json' }).end();
  if (path === '/large') return void response.end(Buffer.alloc(RESPONSE_MAX_BYTES + 1));
  if (path === '/silent') return;
  if (path === '/text')
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end('hello');
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ method: request.method }));
}

const get = (path: string, more: { method?: string; timeoutMs?: number; body?: string } = {}) =>
  client.request({
    method: 'GET',
    url: path.includes('://') ? path : `http://${here}${path}`,
    headers: {},
    timeoutMs: 5_000,
    ...more,
  });

describe('a guarded call', () => {
  it('reads JSON as JSON and the rest as text', async () => {
    expect(await get('/json')).toMatchObject({ status: 200, body: { method: 'GET' } });
    expect(await get('/text')).toMatchObject({ status: 200, body: 'hello' });
  });

  it.each([
    'http://127.0.0.1:9/',
    'http://localhost:9/',
    'http://[::1]:9/',
    'http://[::ffff:10.0.0.1]/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[fd00::1]/',
    'http://[64:ff9b::a00:1]/',
  ])('does not reach %s', async (url) => {
    await expect(get(url)).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.test/',
    'not a url',
    'http://user:pass@example.test/',
  ])('refuses %s', async (url) => {
    await expect(
      client.request({ method: 'GET', url, headers: {}, timeoutMs: 1_000 }),
    ).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it('checks where a redirect leads, and how often', async () => {
    await expect(get('/inside')).rejects.toMatchObject({ code: 'address_not_allowed' });
    await expect(get('/around')).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it('turns into a GET where the answer says "see other"', async () => {
    expect(await get('/moved', { method: 'POST', body: 'x' })).toMatchObject({
      body: { method: 'GET' },
    });
  });

  it('takes no more than its limits of size and time', async () => {
    await expect(get('/large')).rejects.toMatchObject({ code: 'response_too_large' });
    await expect(get('/silent', { timeoutMs: 200 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe('private addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '172.32.0.1', '100.128.0.1'])(
    '%s is public',
    (address) => expect(isPrivate(address)).toBe(false),
  );
  it.each([
    '172.31.255.255',
    '100.127.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1',
    '2002:0a00::1',
    '2001::1',
    'nonsense',
  ])('%s is not', (address) => expect(isPrivate(address)).toBe(true));
});
