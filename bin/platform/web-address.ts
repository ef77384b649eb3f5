/** Where the API listens, and whether it and everything behind it are ready. */
import { PlatformFailure } from './failure.ts';
import { freePort, portState } from './ports.ts';
import type { Settings } from './settings.ts';

const usualPort = 3000;

/** The port asked for, or a sentence why not; where none was asked for, the usual one or any that is free. */
export async function choosePort(
  settings: Settings,
  say: (sentence: string) => void,
): Promise<number> {
  const { host } = settings;
  const wanted = settings.port ?? usualPort;
  const state = wanted === 0 ? 'free' : await portState(host, wanted);
  if (state === 'free') return wanted === 0 ? freePort(host) : wanted;
  if (state === 'no-such-host') {
    throw new PlatformFailure(
      `HOST=${host} is not an address of this machine. Try HOST=127.0.0.1 or HOST=0.0.0.0.`,
    );
  }
  if (state === 'forbidden') {
    throw new PlatformFailure(
      `Port ${wanted} may not be used by this user. Choose one above 1023: PORT=3001 npm start`,
    );
  }
  if (settings.port !== undefined) {
    throw new PlatformFailure(
      `Port ${wanted} on ${host} is taken by another program. Choose another: PORT=${wanted + 1} npm start`,
    );
  }
  const other = await freePort(host, usualPort + 1);
  say(`Port ${wanted} on ${host} is taken by another program, so this copy uses port ${other}.`);
  return other;
}

export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Resolves when work is accepted and, where there is a worker, also done. */
export async function waitUntilReady(
  url: string,
  options: {
    readonly worker: boolean;
    readonly signal: AbortSignal;
    /** Says why waiting is in vain. */
    readonly tooManyDeaths: () => string | undefined;
    readonly patienceMs?: number;
  },
): Promise<void> {
  const until = Date.now() + (options.patienceMs ?? 120_000);
  let last = 'nothing answers';
  while (Date.now() < until) {
    if (options.signal.aborted) throw new PlatformFailure('Stopped.');
    const failure = options.tooManyDeaths();
    if (failure) throw new PlatformFailure(failure);
    const health = await readHealth(url);
    if (health.status === 'ok' || (health.status === 'degraded' && !options.worker)) return;
    last = health.text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new PlatformFailure(
    `Perdura did not become ready at ${url} (${last}). See the logs in DATA_DIR/logs.`,
  );
}

async function readHealth(url: string): Promise<{ status?: string; text: string }> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) });
    const text = await answer.text();
    return { status: (JSON.parse(text) as { status?: string }).status, text };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error) };
  }
}
