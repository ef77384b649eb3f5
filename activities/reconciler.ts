/**
 * The net below the relay: it walks the open records and finds those whose workflow is missing, or which are owed
 * something and do not move, and puts a word about them into the outbox again. Whether the engine itself was lost or went
 * back in time is told by the sentinel. One worker at a time does this; a round is what is overdue and a page of each kind,
 * so that its cost stays the same however many records are open.
 */
import pg from 'pg';
import { ADVISORY_LOCKS } from '#domain/advisory-locks.ts';
import { keepHouse } from '#domain/housekeeping.ts';
import type { Store } from '#domain/work.ts';
import { runWorkflowId, WAKE_UPS, type WakeKind } from '#workflows/messages.ts';
import type { Logger } from './log.ts';
import { arrayOf } from './outbox-queue.ts';
import { createSentinel } from './sentinel.ts';
import { type Engine, isWorkflowOpen } from './temporal.ts';

const ROUND_MS = 30_000;
/** To be told of one workflow costs the engine some 2 ms of a processor; this is a few percent of one. */
const PAGE = 250;
/** These need no question: whoever is owed something is told. */
const MOST_OWED = 2_000;
/** A record that changed just now is left alone: its word is on its way. */
const SETTLED_SECONDS = 20;
/** After the worker or the engine was away, runs that moved this recently before are told where their record stands. */
const DOUBTFUL_SECONDS = 15 * 60;
/** Few, so that what else is asked of the engine is answered in between. */
const ASKED_AT_ONCE = 4;
const FIRST = '00000000-0000-0000-0000-000000000000';

export type Reconciler = {
  /** The engine was out of reach: what it confirmed last may be gone. */
  doubt(): void;
  /** One round now, for tests and the operator; the number of records that were poked. */
  round(): Promise<number>;
  stop(): Promise<void>;
};

export type ReconcilerDeps = {
  readonly store: Store;
  readonly directUrl: string;
  readonly engine: () => Engine;
  readonly taskQueue: string;
  readonly log: Logger;
  readonly wakeRelay: () => void;
  readonly roundMs?: number;
};

type Open = {
  id: string;
  tenant_id: string;
  idle_seconds?: number;
  wake_at?: Date | string | null;
};
type Place = { after: string };
type Overdue = Open & { kind: WakeKind };

export function startReconciler(deps: ReconcilerDeps): Reconciler {
  const { store, log } = deps;
  const sentinel = createSentinel(store, deps.engine, deps.taskQueue);
  const places = new Map<string, Place>();
  let doubtful = true;
  let stopping = false;
  let rouse: () => void = () => undefined;
  let leader: pg.Client | undefined;
  let housekeptAt = 0;

  const ask = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    store.orm.em.fork().execute<T[]>(sql, values);

  async function leads(): Promise<boolean> {
    if (leader) return true;
    const client = new pg.Client({
      connectionString: deps.directUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      application_name: 'perdura reconciler',
    });
    const lost = (): void => {
      if (leader === client) leader = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [ADVISORY_LOCKS.reconciler],
    );
    if (!rows[0]?.got) {
      await client.end();
      return false;
    }
    leader = client;
    return true;
  }

  async function round(): Promise<number> {
    const verdict = await sentinel.check();
    if (verdict === 'lost')
      log.warn(
        'The engine has lost what it held, or went back in time: every open record is told again.',
      );
    const everything = verdict === 'lost' || doubtful;
    const sync = { all: verdict === 'lost', recent: doubtful };
    doubtful = false;
    let poked = 0;
    try {
      // First those that are told where their record stands: of two words about one run the first is carried.
      poked += await walk('run', everything, (page) => checkRuns(page, sync));
      poked += await checkOverdue();
      for (const kind of Object.keys(WAKE_UPS) as WakeKind[]) {
        poked += await walk(kind, everything, (page) => checkWakes(kind, page));
      }
      if (verdict === 'lost') await sentinel.accept();
      await sentinel.renew();
      await housekeep();
    } catch (error) {
      doubtful ||= everything;
      throw error;
    }
    if (poked > 0) {
      log.info({ poked }, 'Records were brought back to their workflows.');
      deps.wakeRelay();
    }
    return poked;
  }

  /** One page from where the last round ended, or all pages where everything is in doubt. */
  async function walk(
    kind: string,
    all: boolean,
    check: (page: Open[]) => Promise<number>,
  ): Promise<number> {
    const place = all ? { after: FIRST } : (places.get(kind) ?? { after: FIRST });
    places.set(kind, place);
    for (let poked = 0; ; ) {
      const page =
        kind === 'run'
          ? await ask<Open>('select * from runs_open(?, ?)', [place.after, PAGE])
          : await ask<Open>('select * from wakes_open(?, ?, ?)', [kind, place.after, PAGE]);
      const isLast = page.length < PAGE;
      if (page.length > 0) poked += await check(page);
      place.after = isLast ? FIRST : (page.at(-1)?.id ?? FIRST);
      if (isLast || !all || stopping) return poked;
    }
  }

  async function checkRuns(page: Open[], sync: { all: boolean; recent: boolean }): Promise<number> {
    const doubted = page.filter(
      (run) => sync.all || (sync.recent && (run.idle_seconds ?? 0) < DOUBTFUL_SECONDS),
    );
    const settled = page.filter((run) => (run.idle_seconds ?? 0) > SETTLED_SECONDS);
    const missing = sync.all ? [] : await withoutWorkflow(settled, runWorkflowId);
    const told = await poke('run', doubted, () => ({ sync: true }));
    return told + (await poke('run', missing, () => ({})));
  }

  async function checkWakes(kind: WakeKind, page: Open[]): Promise<number> {
    const missing = await withoutWorkflow(page, (id) => WAKE_UPS[kind].prefix + id);
    // Woken now where the record does not say when: its workflow asks. A lost engine has to be told of them all, and to be
    // told of a start that waits costs it a sixth of a workflow that runs.
    const now = new Date();
    return poke(kind, missing, ({ wake_at }) => ({ at: new Date(wake_at ?? now).toISOString() }));
  }

  /** Nobody waits for the walk to come round where something should have been told. */
  async function checkOverdue(): Promise<number> {
    const owed = await ask<Open>('select * from runs_owed(?, ?)', [SETTLED_SECONDS, MOST_OWED]);
    let poked = await poke('run', owed, () => ({}));
    const overdue = await ask<Overdue>('select * from wakes_overdue(?, ?)', [
      SETTLED_SECONDS,
      PAGE,
    ]);
    for (const [kind, page] of Map.groupBy(overdue, (one) => one.kind))
      poked += await checkWakes(kind, page);
    return poked;
  }

  async function withoutWorkflow(
    records: Open[],
    workflowId: (id: string) => string,
  ): Promise<Open[]> {
    const engine = deps.engine();
    const missing: Open[] = [];
    const line = records.values();
    const askOn = async (): Promise<void> => {
      for (const record of line)
        if (!(await isWorkflowOpen(engine, workflowId(record.id)))) missing.push(record);
    };
    await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askOn));
    return missing;
  }

  async function poke(
    kind: string,
    records: Open[],
    payloadOf: (record: Open) => object,
  ): Promise<number> {
    if (records.length === 0) return 0;
    const tenants = arrayOf(records.map((record) => record.tenant_id));
    const targets = arrayOf(records.map((record) => record.id));
    const rows = await ask<{ poked: number }>(
      'select outbox_poke(?, ?::uuid[], ?::uuid[], ?::jsonb) as poked',
      [kind, tenants, targets, JSON.stringify(records.map(payloadOf))],
    );
    return rows[0]?.poked ?? 0;
  }

  async function housekeep(): Promise<void> {
    if (Date.now() - housekeptAt < 10 * 60_000) return;
    await keepHouse(store);
    await ask("delete from worker_heartbeat where at < now() - interval '1 day'");
    housekeptAt = Date.now();
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        if (await leads()) await round();
      } catch (error) {
        log.warn({ err: error }, 'A round of the reconciler did not finish; the next one goes on.');
      }
      if (stopping) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deps.roundMs ?? ROUND_MS);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await leader?.end().catch(() => undefined);
  }

  const ended = loop();
  return {
    doubt() {
      doubtful = true;
    },
    round,
    async stop() {
      stopping = true;
      rouse();
      await ended;
    },
  };
}
