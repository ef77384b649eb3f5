/**
 * A small installation for the tests of the Temporal shell: one tenant with three people on a database of its own, the
 * real domain, and as many worker processes as a test wants, on a task queue nobody else listens to.
 */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Config } from '#activities/config.ts';
import { startWorkerProcess, type WorkerProcess } from '#activities/process.ts';
import { vote } from '#domain/approvals/vote.ts';
import { newId } from '#domain/ids.ts';
import { createOrm } from '#domain/orm.ts';
import type { Principal } from '#domain/people/access.ts';
import { sendToRun } from '#domain/processes/messages.ts';
import { createKeyring } from '#domain/seals/keyring.ts';
import { completeTask } from '#domain/tasks/complete-task.ts';
import { ensureTenantRecord } from '#domain/tenants/tenant-record.ts';
import { createNotifier } from '#domain/wake.ts';
import { inTenant, type Store, SYSTEM, type Work } from '#domain/work.ts';
import type { Definition } from '#engine/definition.ts';
import type { Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { createTestDatabase } from '#tests/support/database.ts';

export const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

export type World = Awaited<ReturnType<typeof createWorld>>;
export type RunRow = {
  state: string;
  step: number;
  outcome: string | null;
  ended_at: Date | null;
  applied_message: number;
  last_message: number;
  engine_state: State;
  failure: { code: string; element: string } | null;
};
export type Published = {
  readonly processId: string;
  readonly key: string;
  readonly sha256: string;
};
/** `silent`: the relay is not told. */
export type RunMore = { readonly variables?: object; readonly silent?: boolean };
export type Person = 'ann' | 'ben' | 'eve';

export async function createWorld(
  database?: { ownerUrl: string; appUrl: string; drop(): Promise<void> },
  temporalAddress = inject('temporalAddress'),
  clock: Store['clock'] = () => new Date(),
) {
  const { ownerUrl, appUrl, drop } = database ?? (await createTestDatabase());
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 3 });
  owner.on('error', () => undefined);
  const orm = await createOrm(appUrl, { poolSize: 4 });
  const notifier = createNotifier(appUrl);
  const store: Store = {
    orm,
    keys: createKeyring(MASTER_KEY),
    clock,
    wake: () => notifier.wake(),
  };
  const { id: tenantId, key: tenantKey } = await ensureTenantRecord(ownerUrl, {
    key: `t-${randomUUID().slice(0, 8)}`,
    name: 'Test',
  });
  const people: Record<Person, string> = { ann: newId(), ben: newId(), eve: newId() };
  const taskQueue = `test-${randomUUID()}`;
  const workers = new Set<WorkerProcess>();

  for (const [name, id] of Object.entries(people)) {
    await owner.query('insert into person (id, tenant_id, email, name) values ($1, $2, $3, $4)', [
      id,
      tenantId,
      `${name}@test`,
      name,
    ]);
  }

  const config: Config = {
    databaseUrl: appUrl,
    databaseDirectUrl: appUrl,
    databasePool: 6,
    temporalAddress,
    temporalNamespace: 'default',
    taskQueue,
    masterKey: MASTER_KEY,
    smtpUrl: null,
    mailFrom: 'perdura@test',
    webUrl: undefined,
    privateHttpAllowed: [],
    cachedWorkflows: 100,
    workerName: taskQueue,
    reconcileEveryMs: 600_000,
    bundleCache: new URL('../../node_modules/.cache/perdura', import.meta.url).pathname,
    logLevel: process.env.TEST_LOG ?? 'fatal',
  };

  async function publish(definition: Definition): Promise<Published> {
    const processId = newId();
    const text = JSON.stringify(definition);
    const sha256 = createHash('sha256').update(text).digest('hex');
    await owner.query(
      'insert into process (id, tenant_id, key, name, active_version, created_at) values ($1, $2, $3, $3, 1, now())',
      [processId, tenantId, definition.key],
    );
    await owner.query(
      'insert into definition_version (process_id, number, tenant_id, process_key, sha256, definition, published_at) values ($1, 1, $2, $3, $4, $5, now())',
      [processId, tenantId, definition.key, sha256, text],
    );
    return { processId, key: definition.key, sha256 };
  }

  async function startRun(
    published: Published,
    definition: Definition,
    more: RunMore = {},
  ): Promise<string> {
    const runId = newId();
    const start =
      definition.elements.find((element) => element.type === 'startEvent')?.id ?? 'start';
    const startEvent = JSON.stringify({
      type: 'started',
      start,
      variables: more.variables ?? {},
      at: clock().toISOString(),
    });
    const client = await owner.connect();
    try {
      await client.query('begin');
      await client.query(
        `insert into run (id, tenant_id, process_id, process_key, process_version, definition_sha256, semantics, trigger_key, start_event, started_at, updated_at)
         values ($1, $2, $3, $4, 1, $5, 1, $6, $7, now(), now())`,
        [
          runId,
          tenantId,
          published.processId,
          published.key,
          published.sha256,
          randomUUID(),
          startEvent,
        ],
      );
      if (!more.silent)
        await client.query("insert into outbox (tenant_id, kind, target) values ($1, 'run', $2)", [
          tenantId,
          runId,
        ]);
      await client.query('commit');
    } finally {
      client.release();
    }
    notifier.wake();
    return runId;
  }

  /** Also those that a story which went wrong has left at work. */
  async function stopWorkers(): Promise<void> {
    const left = [...workers];
    workers.clear();
    await Promise.all(left.map((worker) => worker.stop()));
  }

  const as = <T>(
    name: Person,
    act: (work: Work, principal: Principal) => Promise<T>,
  ): Promise<T> => {
    const actor = { kind: 'person', id: people[name], name, email: `${name}@test` } as const;
    return inTenant(
      store,
      { tenantId, actor, cause: { kind: 'request', id: 'test', label: null } },
      (work) => act(work, principalFor(name)),
    );
  };

  function principalFor(name: Person): Principal {
    return {
      tenantId,
      tenantKey: 't',
      tenantName: 't',
      personId: people[name],
      email: `${name}@test`,
      name,
      locale: 'en',
      timeZone: 'UTC',
      roles: ['agent'],
      permissions: [
        { permission: 'task.work', scope: 'all' },
        { permission: 'approval.decide', scope: 'all' },
      ],
      groupIds: [],
      organizationId: null,
      organizationIds: [],
      scopes: null,
      via: 'token',
      sessionId: null,
      tokenId: null,
      csrfToken: null,
      expiresAt: null,
    };
  }

  async function one<T extends object>(sql: string, values: unknown[] = []): Promise<T> {
    const { rows } = await owner.query<T>(sql, values);
    if (!rows[0]) throw new Error(`no row: ${sql}`);
    return rows[0];
  }

  return {
    tenantId,
    tenantKey,
    people,
    taskQueue,
    store,
    owner,
    config,
    publish,
    startRun,
    as,
    one,
    async worker(changes: Partial<Config> = {}): Promise<WorkerProcess> {
      const merged = { ...config, ...changes };
      const started = await startWorkerProcess(merged, pino({ level: merged.logLevel }), clock);
      workers.add(started);
      return {
        ...started,
        stop: () => (workers.delete(started) ? started.stop() : Promise.resolve()),
      };
    },
    /** Publishes and starts in one go. */
    async run(definition: Definition, more: RunMore = {}): Promise<string> {
      return startRun(
        await publish({ ...definition, key: `${definition.key}-${randomUUID().slice(0, 8)}` }),
        definition,
        more,
      );
    },
    async runRow(runId: string) {
      return one<RunRow>('select * from run where id = $1', [runId]);
    },
    /** Waits until the run has ended. */
    ended: (runId: string, patienceMs?: number) =>
      eventually(
        `run ${runId} ends`,
        async () =>
          (
            await owner.query<RunRow>('select * from run where id = $1 and ended_at is not null', [
              runId,
            ])
          ).rows[0],
        patienceMs,
      ),
    /** Waits for an open approval or task of the run that has not been seen before. */
    opened: (table: 'approval' | 'task', runId: string, seen: readonly string[] = []) =>
      eventually(`an open ${table} of ${runId}`, async () => {
        const { rows } = await owner.query<{ id: string }>(
          `select id from ${table} where run_id = $1 and state = 'open'`,
          [runId],
        );
        return rows.map(({ id }) => id).find((id) => !seen.includes(id));
      }),
    vote: (name: Person, approvalId: string, decision: 'approve' | 'reject') =>
      as(name, (work, principal) => vote(work, principal, approvalId, { decision })),
    complete: (name: Person, taskId: string, outcome?: string) =>
      as(name, (work, principal) =>
        completeTask(work, principal, taskId, outcome ? { outcome } : {}),
      ),
    send: (runId: string, event: Event) =>
      inTenant(
        store,
        { tenantId, actor: SYSTEM, cause: { kind: 'system', id: null, label: null } },
        (work) => sendToRun(work, runId, event, newId()),
      ),
    stopWorkers,
    async close(): Promise<void> {
      await stopWorkers();
      await notifier.close();
      await orm.close(true);
      await owner.end();
      await drop();
    },
  };
}

/** Looks every 50 ms until `look` returns something; fails with what was waited for, told when it is known to be in vain. */
export async function eventually<T>(
  what: string | (() => string),
  look: () => Promise<T | null | undefined | false>,
  patienceMs = 60_000,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > until) {
      const told = typeof what === 'string' ? what : what();
      throw new Error(`Waited ${patienceMs} ms in vain: ${told}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
