/** Our side of the lifecycle benchmark: the API and the worker as processes of their own, over HTTP with tokens. */
import pg from 'pg';
import { createAccessToken } from '#domain/people/access-token.ts';
import { createPerson } from '#domain/people/create-person.ts';
import { inTenant, SYSTEM } from '#domain/work.ts';
import type { Definition } from '#engine/definition.ts';
import { freePort } from '../../platform/ports.ts';
import type { Ground } from '../ground.ts';
import { runProgramFile, untilAnswering } from './child.ts';
import type { Side } from './drive.ts';

const APPROVER = 'approver@example.test';

/** One approval, then the ticket is resolved, which stops its clock. */
const LIFE: Definition = {
  key: 'life',
  name: 'Life of a ticket',
  elements: [
    {
      id: 'start',
      type: 'startEvent',
      trigger: { type: 'ticketCreated', ticketTypes: ['service_request'] },
    },
    {
      id: 'ask',
      type: 'approval',
      name: 'Approve',
      approval: { mode: 'any', approvers: [{ user: APPROVER }], remindAfter: { hours: 24 } },
    },
    {
      id: 'resolve',
      type: 'serviceTask',
      action: { type: 'updateTicket', set: { status: 'resolved' } },
    },
    { id: 'done', type: 'endEvent' },
    { id: 'rejected', type: 'endEvent' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'ask' },
    { id: 'f2', from: 'ask', to: 'resolve', port: 'approved' },
    { id: 'f3', from: 'ask', to: 'rejected', port: 'rejected' },
    { id: 'f4', from: 'resolve', to: 'done' },
  ],
};

export async function startProduct(
  ground: Ground,
  temporalAddress: string,
): Promise<Side & { stop: () => Promise<void> }> {
  const port = await freePort('127.0.0.1');
  const environment = {
    DATABASE_URL: ground.appUrl,
    DATABASE_DIRECT_URL: ground.appUrl,
    PERDURA_MASTER_KEY: ground.masterKey,
    TEMPORAL_ADDRESS: temporalAddress,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    // Counted as always, never reached.
    RATE_LIMIT_PER_CALLER: '1000000000',
    RATE_LIMIT_PER_ADDRESS: '1000000000',
  };
  const base = `http://127.0.0.1:${port}`;
  const api = runProgramFile('../../../api/server.ts', environment);
  const worker = runProgramFile('../../../activities/worker.ts', environment);
  const owner = new pg.Pool({ connectionString: ground.ownerUrl, max: 4 });
  const approver = await addApprover(ground);
  await untilAnswering(`${base}/health/ready`, [api, worker], (body) => body.includes('"ok"'));

  const call = async (method: string, url: string, token: string, body: object): Promise<void> => {
    const answer = await fetch(`${base}/api/v1${url}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  };
  await call('PUT', '/processes/life/draft', ground.token, LIFE);
  await call('POST', '/processes/life/draft/publish', ground.token, {});

  const seen = new Set<string>();
  const count = async (sql: string): Promise<number> =>
    (await owner.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  return {
    open: () =>
      call('POST', '/tickets', ground.token, {
        type: 'service_request',
        title: 'Laptop',
        custom: { a: 1 },
      }),
    async approvals() {
      const { rows } = await owner.query<{ id: string }>(
        "select id from approval where state = 'open'",
      );
      const fresh = rows.map(({ id }) => id).filter((id) => !seen.has(id));
      for (const id of fresh) seen.add(id);
      return fresh;
    },
    decide: (id) => call('POST', `/approvals/${id}/decision`, approver, { decision: 'approve' }),
    finished: () => count("select count(*)::int as n from clock where state = 'met'"),
    settled: async () =>
      (await count('select count(*)::int as n from outbox')) === 0 &&
      (await count('select count(*)::int as n from run where ended_at is null')) === 0,
    async workflows() {
      const { rows } = await owner.query<{ run: string; approval: string; ticket: string }>(
        `select r.id as run, a.id as approval, r.ticket_id as ticket from run r join approval a on a.run_id = r.id
         where r.ended_at is not null order by r.started_at desc limit 20`,
      );
      return rows.map(({ run, approval, ticket }) => [
        `run:${run}`,
        `approval:${approval}`,
        `clock:${ticket}`,
      ]);
    },
    async stop() {
      await Promise.all([api.stop(), worker.stop()]);
      await owner.end();
    },
  };
}

async function addApprover(ground: Ground): Promise<string> {
  const who = {
    tenantId: ground.tenantId,
    actor: SYSTEM,
    cause: { kind: 'system', id: null, label: 'bench' },
  } as const;
  return inTenant(ground.store, who, async (work) => {
    const person = await createPerson(work, {
      email: APPROVER,
      name: 'Approver',
      roles: ['approver'],
    });
    return (await createAccessToken(work, person.id, { name: 'bench' })).token;
  });
}
