/** Whether the API is ready is found out on every port it may listen on. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readHealth, waitUntilReady } from '#bin/platform/web-address.ts';

/** Browsers’ `fetch` refuses these, and PORT may name them. */
const REFUSED_BY_FETCH = [10_080, 4_190, 6_697, 5_061];

let server: Server | undefined;
afterEach(() => server?.close());

const listenOn = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server = createServer((_, response) =>
      response.end(JSON.stringify({ status: 'ok', parts: { database: 'up' } })),
    );
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });

describe('the health of an API', () => {
  it('is read also behind a port that fetch refuses', async () => {
    for (const port of REFUSED_BY_FETCH) {
      if (!(await listenOn(port))) continue;
      expect(await readHealth(`http://127.0.0.1:${port}`)).toMatchObject({
        status: 'ok',
        parts: { database: 'up' },
      });
      return;
    }
    throw new Error('all these ports are taken');
  });

  it('has no status where nothing answers', async () => {
    const health = await readHealth('http://127.0.0.1:9', 2_000);
    expect(health.status).toBeUndefined();
    expect(health.text).not.toBe('');
  });
});

describe('an API that was started', () => {
  const WAIT = {
    startId: 'ours',
    whole: true,
    signal: new AbortController().signal,
    tooManyDeaths: (): string | undefined => undefined,
  };
  const answering = (startId: string): Promise<string> =>
    new Promise((resolve) => {
      const api = createServer((_, response) => {
        response.setHeader('perdura-start', startId);
        response.end(JSON.stringify({ status: 'ok' }));
      });
      server = api.listen(0, '127.0.0.1', () => {
        const { port } = api.address() as AddressInfo;
        resolve(`http://127.0.0.1:${port}`);
      });
    });

  it('is ready when it answers itself', async () => {
    expect(await waitUntilReady(await answering('ours'), WAIT)).toBeUndefined();
  });

  it('is not taken for another copy that got the port first', async () => {
    let asked = 0;
    const tooManyDeaths = () => (++asked > 2 ? 'The api does not stay up.' : undefined);
    const url = await answering('theirs');
    await expect(waitUntilReady(url, { ...WAIT, tooManyDeaths })).rejects.toThrow(
      'The api does not stay up.',
    );
  });
});
