/**
 * How late thresholds are told while many clocks are open, and what an open clock costs. So many clocks wait far ahead; then
 * so many fall due within some minutes, each telling its deadline and tagging its ticket. The reference, in the same run on
 * the same servers, is a hand-written workflow with a start delay that writes one row. Printed with it: who kept the
 * processors busy meanwhile, and where those that were late had waited. Options: `--open 100000 --due 10000 --minutes 10`.
 * BENCH_TEMPORAL_ADDRESS lends a Temporal server.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createPolicy, removePolicy } from '#domain/clocks/policies.ts';
import { SlaPolicy } from '#domain/clocks/sla-policy.ts';
import { openTicket } from '#domain/desk/open-ticket.ts';
import { inTenant, SYSTEM, type Work } from '#domain/work.ts';
import { watchLoad } from './clocks/load.ts';
import { copyTickets } from './clocks/tickets.ts';
import { asFigures, waitsOf } from './clocks/waits.ts';
import { type Ground, prepareGround } from './ground.ts';
import { type Program, runProgramFile } from './lifecycle/child.ts';
import { type Reference, startReference } from './lifecycle/reference-side.ts';
import { median, percentile, report, say } from './report.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';

const FAR_SECONDS = 30 * 86_400;
const ROUND = 1_000;
const UNDER_WAY = 64;

type Plan = { readonly open: number; readonly due: number; readonly minutes: number };
type Stage = {
  readonly ground: Ground;
  readonly engine: TemporalServer;
  readonly reference: Reference;
  readonly worker: Program;
  readonly owner: pg.Client;
  /** The ticket of which the others are copies. */
  readonly original: string;
};

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      open: { type: 'string', default: '100000' },
      due: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const plan = {
    open: Number(values.open),
    due: Number(values.due),
    minutes: Number(values.minutes),
  };
  const closing: (() => Promise<void>)[] = [];
  try {
    const ground = await prepareGround(say);
    closing.push(() => ground.close());
    const engine = await startTemporalServer();
    closing.push(engine.stop);
    const original = await prepareTicket(ground);
    const worker = runProgramFile('../../../activities/worker.ts', {
      DATABASE_URL: ground.appUrl,
      DATABASE_DIRECT_URL: ground.appUrl,
      PERDURA_MASTER_KEY: ground.masterKey,
      TEMPORAL_ADDRESS: engine.address,
      LOG_LEVEL: 'error',
    });
    closing.push(worker.stop);
    const reference = await startReference(ground, engine.address);
    closing.push(reference.stop);
    const owner = new pg.Client({ connectionString: ground.ownerUrl });
    await owner.connect();
    closing.push(() => owner.end());
    const stage = { ground, engine, reference, worker, owner, original };
    const armedPerSecond = await arm(stage, plan);
    await letThemFallDue(stage, plan, armedPerSecond);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Only one policy, so that every ticket has one clock. */
async function prepareTicket(ground: Ground): Promise<string> {
  const who = {
    tenantId: ground.tenantId,
    actor: SYSTEM,
    cause: { kind: 'system', id: null, label: 'bench' },
  } as const;
  const at = <T>(act: (work: Work) => Promise<T>) => inTenant(ground.store, who, act);
  await at(async (work) => {
    for (const policy of await work.em.find(SlaPolicy, {})) await removePolicy(work, policy);
    await createPolicy(work, {
      key: 'bench',
      name: 'Bench',
      kind: 'sla',
      measures: 'resolution',
      ticketTypes: ['incident'],
      calendar: { always: true },
      targets: [{ id: 'all', within: { seconds: FAR_SECONDS } }],
      thresholds: [
        { id: 'over', at: { percent: 100 }, actions: [{ type: 'tag', add: ['missed'] }] },
      ],
    });
  });
  const { ticket } = await at((work) =>
    openTicket(work, { type: 'incident', title: 'Original', requester: 'bench@example.test' }),
  );
  return ticket.id;
}

/** By turns with bare starts, until as many wait as were asked for. Returns how many the product arms a second. */
async function arm(stage: Stage, plan: Plan): Promise<number> {
  const { engine, owner, reference } = stage;
  await settled(owner);
  const far = { from: FAR_SECONDS / 2, until: FAR_SECONDS };
  const before = { engine: engine.bytes(), record: await recordBytes(owner) };
  const rates = { product: [] as number[], reference: [] as number[] };
  let referenceClocks = 0;
  for (let armed = 0; armed < plan.open; ) {
    const tickets = Math.min(armed < 3 * ROUND ? ROUND : 10 * ROUND, plan.open - armed);
    const began = performance.now();
    await copyTickets(owner, stage.original, { tickets, ...far });
    await settled(owner);
    rates.product.push(tickets / ((performance.now() - began) / 1_000));
    armed += tickets;
    say(`${armed} of ${plan.open} clocks wait …`);
    if (rates.reference.length < 3) {
      const start = performance.now();
      await inParallel(ROUND, () => reference.arm(FAR_SECONDS * 1_000));
      rates.reference.push(ROUND / ((performance.now() - start) / 1_000));
      referenceClocks += ROUND;
    }
  }
  const [value, bare] = [median(rates.product), median(rates.reference)];
  report({ name: 'clocks', metric: 'armed_per_s', value, unit: '1/s', reference: bare });
  const bytes = engine.bytes();
  if (bytes !== null && before.engine !== null)
    tell(
      'engine_bytes_per_open_clock',
      (bytes - before.engine) / (plan.open + referenceClocks),
      'B',
    );
  tell(
    'record_bytes_per_open_clock',
    ((await recordBytes(owner)) - before.record) / plan.open,
    'B',
  );
  return value;
}

async function letThemFallDue(stage: Stage, plan: Plan, armedPerSecond: number): Promise<void> {
  const { engine, owner, reference, worker } = stage;
  const seconds = plan.minutes * 60;
  // The first falls due when the last has been armed, with something to spare.
  const from = 15 + (1.5 * plan.due) / armedPerSecond;
  await copyTickets(owner, stage.original, { tickets: plan.due, from, until: from + seconds });
  await settled(owner);
  const load = watchLoad({ worker: worker.pid, engine: engine.pid(), bench: process.pid });
  say(`${plan.due} fall due within ${plan.minutes} minutes …`);
  const patience = Date.now() + (from + seconds + 120) * 1_000;
  while ((await marks(owner)).length < plan.due) {
    if (Date.now() > patience) throw new Error('Not all that fell due was told.');
    await sleep(1_000);
  }
  const busy = load();
  const ours = await marks(owner);
  await settled(owner);

  // The same rate for a quarter of the time.
  const count = Math.ceil(plan.due / 4);
  say(`${count} of the reference fall due within ${plan.minutes / 4} minutes …`);
  const began = Date.now();
  await inParallel(count, (index) => {
    const at = began + (from / 4 + (seconds / 4) * (index / count)) * 1_000;
    return reference.arm(Math.ceil(Math.max(at - Date.now(), 1)));
  });
  while ((await reference.latenesses()).length < count) await sleep(1_000);
  const theirs = await reference.latenesses();

  for (const share of [0.5, 0.99])
    report({
      name: 'clocks',
      metric: `lateness_p${share * 100}`,
      value: percentile(ours, share) * 1_000,
      unit: 'ms',
      reference: percentile(theirs, share) * 1_000,
    });
  tell('told_more_than_a_second_late', ours.filter((late) => late > 1).length, '1');
  const waits = await waitsOf(engine.address, owner);
  for (const [metric, ms] of asFigures(waits)) tell(metric, ms, 'ms');
  tell('events_per_threshold', median(waits.events), '1');
  if (!busy) return;
  tell('processors_busy', busy.machine, '1');
  for (const [name, share] of Object.entries(busy.programs))
    tell(`processors_busy_${name}`, share, '1');
}

const tell = (metric: string, value: number, unit: string): void =>
  report({ name: 'clocks', metric, value, unit, reference: null });

/** How late each deadline was told, in seconds. */
async function marks(owner: pg.Client): Promise<readonly number[]> {
  const { rows } = await owner.query<{ late: number }>(
    'select extract(epoch from told_at - due_at)::float8 as late from clock_mark',
  );
  return rows.map(({ late }) => late);
}

/** Nothing is left for the relay to carry. */
async function settled(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query('select from outbox limit 1');
    if (rows.length === 0) return;
    await sleep(50);
  }
}

async function recordBytes(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(name::regclass))::text as bytes
     from unnest(array['clock', 'clock_revision', 'clock_segment', 'clock_mark']) name`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

async function inParallel(count: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await act(index);
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, line));
}

if (import.meta.main) await run(process.argv.slice(2));
