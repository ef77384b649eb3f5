/**
 * Ports: whether one is free, and a free one. A port that was remembered from the last start is preferred, so that
 * connections noted elsewhere stay right.
 */
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

/** The preferred port when it is free, else any that the system gives. */
export async function freePort(host: string, preferred?: number): Promise<number> {
  if (preferred && (await portState(host, preferred)) === 'free') return preferred;
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
