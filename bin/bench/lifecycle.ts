/**
 * Whole tickets a second: from `POST` over an approval to the process finished and the clock stopped, beside hand-written
 * workflows that do the same without interpreter and mapper. Both run against the same PostgreSQL and the same Temporal
 * server, by turns; history events and engine transactions are counted afterwards. Options: `--tickets 300 --rounds 3
 * --under-way 64`. BENCH_TEMPORAL_ADDRESS lends a Temporal server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../platform/ports.ts';
import { openRecords } from '../platform/records.ts';
import { startTemporal } from '../platform/temporal.ts';
import { findTemporal } from '../platform/temporal-binary.ts';
import { prepareGround } from './ground.ts';
import { type Cost, costOf } from './lifecycle/cost.ts';
import { drive, type Side } from './lifecycle/drive.ts';
import { startProduct } from './lifecycle/product.ts';
import { startReference } from './lifecycle/reference-side.ts';
import { median, report, say } from './report.ts';

const WARM_UP = 60;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      tickets: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '3' },
      'under-way': { type: 'string', default: '64' },
    },
  });
  const plan = {
    tickets: Number(values.tickets),
    rounds: Number(values.rounds),
    underWay: Number(values['under-way']),
  };
  const closing: (() => Promise<void>)[] = [];
  try {
    const ground = await prepareGround(say);
    closing.push(() => ground.close());
    const engine = await startEngine();
    closing.push(engine.stop);
    const product = await startProduct(ground, engine.address);
    closing.push(product.stop);
    const reference = await startReference(ground, engine.address);
    closing.push(reference.stop);
    await measure(product, reference, plan);
    await count(engine.address, product, reference);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

type Plan = { readonly tickets: number; readonly rounds: number; readonly underWay: number };

async function measure(product: Side, reference: Side, plan: Plan): Promise<void> {
  for (const side of [product, reference]) await drive(side, WARM_UP, plan.underWay);
  const rates = { product: [] as number[], reference: [] as number[] };
  for (let round = 1; round <= plan.rounds; round += 1) {
    say(`Round ${round} of ${plan.rounds}: ${plan.tickets} tickets each …`);
    rates.product.push(await drive(product, plan.tickets, plan.underWay));
    rates.reference.push(await drive(reference, plan.tickets, plan.underWay));
  }
  report({
    name: 'lifecycle',
    metric: 'lifecycle_per_s',
    value: median(rates.product),
    unit: '1/s',
    reference: median(rates.reference),
  });
}

async function count(address: string, product: Side, reference: Side): Promise<void> {
  const ours = await costOf(address, await product.workflows());
  const theirs = await costOf(address, await reference.workflows());
  const figures: readonly (readonly [string, keyof Cost])[] = [
    ['events_per_ticket', 'events'],
    ['history_bytes_per_ticket', 'bytes'],
    ['engine_transactions_per_ticket', 'transitions'],
  ];
  for (const [metric, figure] of figures) {
    report({
      name: 'lifecycle',
      metric,
      value: ours[figure],
      unit: figure === 'bytes' ? 'B' : '1',
      reference: theirs[figure],
    });
  }
}

async function startEngine(): Promise<{ address: string; stop: () => Promise<void> }> {
  const lent = process.env.BENCH_TEMPORAL_ADDRESS;
  if (lent) return { address: lent, stop: async () => undefined };
  say('Starting a Temporal server for the benchmark …');
  const folder = mkdtempSync(path.join(tmpdir(), 'perdura-bench-engine-'));
  const binary = await findTemporal({ environment: process.env, say });
  const port = await freePort('127.0.0.1');
  const logFile = path.join(folder, 'temporal.log');
  const part = await startTemporal(
    { binary, port, namespace: 'default', folder: path.join(folder, 'data'), logFile },
    openRecords(folder),
  );
  return {
    address: `127.0.0.1:${port}`,
    stop: async () => {
      await part.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

if (import.meta.main) await run(process.argv.slice(2));
