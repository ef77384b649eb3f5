/** Where the API listens, and whether it and everything behind it are ready. */
import { get } from 'node:http';
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

type Health = {
  readonly status?: string;
  readonly parts?: { readonly [name: string]: string };
  /** The start whose API answered, where it says so. */
  readonly startId?: string;
  readonly text: string;
};

const readyWithinMs = 120_000;

/**
 * Resolves when work is accepted and, where all of it is there, also done. When the latter takes too long it resolves
 * with what is wrong: work is accepted all the same, and proceeds when the rest is there.
 */
export async function waitUntilReady(
  url: string,
  options: {
    /** Whose answer counts: two copies may have found the same port free. */
    readonly startId: string;
    /** False where a part is known to be away: then it is enough that work is accepted. */
    readonly whole: boolean;
    readonly signal: AbortSignal;
    /** Says why waiting is in vain. */
    readonly tooManyDeaths: () => string | undefined;
  },
): Promise<string | undefined> {
  const until = Date.now() + readyWithinMs;
  let health: Health = { text: 'nothing answers' };
  while (Date.now() < until) {
    options.signal.throwIfAborted();
    const failure = options.tooManyDeaths();
    if (failure) throw new PlatformFailure(failure);
    health = await readHealth(url);
    if (health.status !== undefined && health.startId !== options.startId)
      health = { text: 'another program answers there' };
    if (health.status === 'ok' || (health.status === 'degraded' && !options.whole))
      return undefined;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (health.status === 'degraded') return health.text;
  throw new PlatformFailure(`Perdura did not become ready at ${url} (${health.text}).`);
}

/** What the API says of itself; without a status where it does not answer. */
export async function readHealth(url: string, timeoutMs = 3_000): Promise<Health> {
  try {
    const { text, startId } = await answerAt(`${url}/health/ready`, timeoutMs);
    return { ...(JSON.parse(text) as Pick<Health, 'status' | 'parts'>), startId, text };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error) };
  }
}

/** Not by `fetch`, which refuses some ports that anybody may listen on (fetch.spec.whatwg.org, port blocking). */
function answerAt(url: string, timeoutMs: number): Promise<Pick<Health, 'text' | 'startId'>> {
  return new Promise((resolve, reject) => {
    const request = get(url, { signal: AbortSignal.timeout(timeoutMs) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      const { 'perdura-start': startId } = answer.headers;
      answer.on('end', () => resolve({ text, startId: startId?.toString() }));
      answer.on('error', reject);
    });
    request.on('error', reject);
  });
}
