/**
 * One request's change is one transaction: the records, their events, what the engine must know and, when the caller sent
 * an Idempotency-Key, the answer they will get when they ask again. A twin that arrives meanwhile waits for the first one.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { DomainError, invalid } from '#domain/errors.ts';
import type { Principal } from '#domain/people/access.ts';
import { openJson, sealJson } from '#domain/seals/keyring.ts';
import { inTenant, type Store, type Who, type Work } from '#domain/work.ts';
import { principalOf } from './principal.ts';

const KEY_MAX = 255;

declare module 'fastify' {
  interface FastifyInstance {
    store: Store;
  }
  interface FastifyRequest {
    /** The stored answer of an earlier twin is being given. */
    replayed: boolean;
  }
}

export const unitOfWork = fp<{ store: Store }>(
  async (app: FastifyInstance, { store }) => {
    app.decorate('store', store);
    app.decorateRequest('replayed', false);
    app.addHook('onSend', async (request, reply) => {
      if (request.replayed) reply.header('idempotency-replayed', 'true');
    });
  },
  { name: 'unit-of-work' },
);

/**
 * Runs `fn` in one transaction as the caller. What `fn` returns must be the answer as JSON: with an Idempotency-Key on a
 * POST it is kept, and given again (without running `fn`) to the same key with the same body.
 * `part`: of a request with a transaction for each of its parts, which one; each has an answer of its own.
 */
export async function inWork<T>(
  request: FastifyRequest,
  fn: (work: Work, principal: Principal) => Promise<T>,
  part?: number,
): Promise<T> {
  const principal = principalOf(request);
  const sent = idempotencyKey(request);
  const key = sent !== null && part !== undefined ? `${sent}#${part}` : sent;
  return inTenant(request.server.store, whoOf(request, principal), async (work) => {
    if (key === null) return fn(work, principal);
    const earlier = await claimKey(work, principal, key, hashOf(request));
    if (earlier) {
      request.replayed = true;
      return openAnswer(work, earlier) as T;
    }
    const answer = await fn(work, principal);
    await work.em.execute(
      'update idempotency set body = ? where tenant_id = ? and person_id = ? and key = ?',
      [JSON.stringify(sealAnswer(work, answer)), work.tenantId, principal.personId, key],
    );
    return answer;
  });
}

/** Reads in one transaction as the caller; for what needs several queries to agree. */
export const whoOf = (request: FastifyRequest, principal: Principal): Who => ({
  tenantId: principal.tenantId,
  actor: { kind: 'person', id: principal.personId, name: principal.name, email: principal.email },
  cause: {
    kind: 'request',
    id: request.id,
    label: `${request.method} ${request.routeOptions.url ?? ''}`,
  },
});

function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (request.method !== 'POST' || header === undefined) return null;
  const key = Array.isArray(header) ? header.join(',') : header;
  if (key.length === 0 || key.length > KEY_MAX) {
    return invalid('/headers/Idempotency-Key', `must have 1 to ${KEY_MAX} characters.`);
  }
  return key;
}

/** The insert waits for a twin's transaction; when that commits, its answer is there to be read. */
async function claimKey(
  work: Work,
  principal: Principal,
  key: string,
  hash: Buffer,
): Promise<Kept | null> {
  const place = [work.tenantId, principal.personId, key];
  const claimed = await work.em.execute<unknown[]>(
    `insert into idempotency (tenant_id, person_id, key, request_hash, created_at) values (?, ?, ?, ?, ?)
     on conflict do nothing returning 1`,
    [...place, hash, work.now],
  );
  if (claimed.length > 0) return null;
  const rows = await work.em.execute<{ request_hash: Buffer; body: Kept | null }[]>(
    'select request_hash, body from idempotency where tenant_id = ? and person_id = ? and key = ?',
    place,
  );
  const earlier = rows[0];
  if (!earlier?.body || !hash.equals(earlier.request_hash)) {
    throw new DomainError(
      'idempotency_key_reused',
      'This Idempotency-Key was sent with another request. Take a new key for a new request.',
    );
  }
  return earlier.body;
}

/** Answers may hold what is shown once only, such as a token, so they are kept sealed. */
type Kept = { readonly sealed: string };

const sealAnswer = (work: Work, answer: unknown): Kept => ({
  sealed: sealJson(work.keys.derive('answers'), { answer }, work.tenantId).toString('base64'),
});

function openAnswer(work: Work, kept: Kept): unknown {
  const opened = openJson(
    work.keys.derive('answers'),
    Buffer.from(kept.sealed, 'base64'),
    work.tenantId,
  );
  return typeof opened === 'object' && opened !== null && 'answer' in opened
    ? opened.answer
    : undefined;
}

function hashOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(sorted(request.body ?? null))}`)
    .digest();
}

/** The same JSON with its keys in order, so that a client may write them in any. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
