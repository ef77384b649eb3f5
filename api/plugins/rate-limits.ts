/**
 * Keeps one caller, or one network address, from taking all there is: a bucket for each that holds a minute's worth and fills
 * steadily, so that a burst passes and a runaway loop does not. Counted in this process alone, since asking another place
 * would cost every request more than it protects; N processes let through N times as much.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { HttpProblem } from '../problems.ts';

export type RateLimits = {
  /** Requests a minute; 0 is no limit. */
  readonly perCaller: number;
  readonly perAddress: number;
  readonly now?: () => number;
};

const WINDOW_SECONDS = 60;
/** Full buckets are no different from new ones, so they are dropped when there are so many. */
const BUCKETS_MAX = 50_000;

/** Before anybody is looked for: what a network address may ask, whoever it is. */
export const addressLimit = fp<RateLimits>(
  async (app: FastifyInstance, { perAddress, now }) => {
    if (perAddress === 0) return;
    const buckets = createBuckets(perAddress, now);
    app.addHook('onRequest', async (request, reply) => {
      if (isLimited(request)) spend(buckets, 'address', networkOf(request.ip), reply);
    });
  },
  { name: 'address-limit' },
);

/** Once it is known who asks: what one token, or one session, may ask. */
export const callerLimit = fp<RateLimits>(
  async (app: FastifyInstance, { perCaller, now }) => {
    if (perCaller === 0) return;
    const buckets = createBuckets(perCaller, now);
    app.addHook('onRequest', async (request, reply) => {
      const { principal } = request;
      if (principal)
        spend(
          buckets,
          'caller',
          principal.tokenId ?? principal.sessionId ?? principal.personId,
          reply,
        );
    });
  },
  { name: 'caller-limit', dependencies: ['principal'] },
);

/**
 * Health and pages are asked by those who look whether anything is wrong. Told by the route that was found, since one route
 * is reached by many spellings of its address, and by the address where it found none.
 */
const isLimited = ({ routeOptions, url }: FastifyRequest): boolean =>
  [routeOptions.url, url].some((one) => one?.startsWith('/api/v1/'));

/** The headers of draft-ietf-httpapi-ratelimit-headers: what holds, what is left, and when all of it is there again. */
function spend(buckets: Buckets, name: string, key: string, reply: FastifyReply): void {
  const { left, fullInSeconds, retryInSeconds } = buckets.spend(key);
  reply.header('ratelimit-policy', `"${name}";q=${buckets.most};w=${WINDOW_SECONDS}`);
  reply.header('ratelimit', `"${name}";r=${left};t=${fullInSeconds}`);
  if (retryInSeconds === 0) return;
  throw new HttpProblem(
    'rate_limited',
    `More than ${buckets.most} requests in a minute. Try again in ${retryInSeconds} ${retryInSeconds === 1 ? 'second' : 'seconds'}.`,
    { headers: { 'retry-after': String(retryInSeconds) } },
  );
}

type Buckets = ReturnType<typeof createBuckets>;

export function createBuckets(most: number, now: () => number = () => performance.now()) {
  const perMs = most / (WINDOW_SECONDS * 1_000);
  const buckets = new Map<string, { held: number; at: number }>();

  function sweep(at: number): void {
    for (const [key, bucket] of buckets)
      if (bucket.held + (at - bucket.at) * perMs >= most) buckets.delete(key);
    // Nearly all are in use: half of them start afresh, rather than that memory grows or every newcomer sweeps again.
    for (const key of buckets.keys()) {
      if (buckets.size <= BUCKETS_MAX / 2) return;
      buckets.delete(key);
    }
  }

  return {
    most,
    spend(key: string): { left: number; fullInSeconds: number; retryInSeconds: number } {
      const at = now();
      let bucket = buckets.get(key);
      if (!bucket) {
        if (buckets.size >= BUCKETS_MAX) sweep(at);
        bucket = { held: most, at };
        buckets.set(key, bucket);
      }
      bucket.held = Math.min(most, bucket.held + (at - bucket.at) * perMs);
      bucket.at = at;
      const isRefused = bucket.held < 1;
      if (!isRefused) bucket.held -= 1;
      return {
        left: Math.floor(bucket.held),
        fullInSeconds: Math.ceil((most - bucket.held) / perMs / 1_000),
        retryInSeconds: isRefused ? Math.max(1, Math.ceil((1 - bucket.held) / perMs / 1_000)) : 0,
      };
    },
  };
}

/** Whoever has one address of IPv6 has the 64 bits below it as well. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const middle = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...middle, ...back].slice(0, 4).join(':');
}
