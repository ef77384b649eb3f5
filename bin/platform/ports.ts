/**
 * Ports: whether one is free, and a free one. A port that was remembered from the last start is preferred, so that
 * connections noted elsewhere stay right.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export type PortState = 'free' | 'taken' | 'forbidden' | 'no-such-host';

export function portState(host: string, port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') resolve('forbidden');
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
        resolve('no-such-host');
      else resolve('taken');
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve('free')));
  });
}

/**
 * Where systems take the near end of a connection from, 32768 and up as a rule, a port that is free now may be taken a moment later
 * by a connection that has nothing to do with it, before whoever asked listens there.
 */
const LEAST = 20_000;
const MOST = 29_999;
const TRIES = 20;

/** The preferred port when it is free, else one that nothing is likely to take before it is listened at. */
export async function freePort(host: string, preferred?: number): Promise<number> {
  if (preferred && (await portState(host, preferred)) === 'free') return preferred;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LEAST, MOST + 1);
    if ((await portState(host, port)) === 'free') return port;
  }
  return anyPort(host);
}

/** Any that the system gives. */
function anyPort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port: 0, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
