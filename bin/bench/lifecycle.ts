/**
 * Whole tickets a second: from `POST` over an approval to the process finished and the clock stopped, beside hand-written
 * workflows that do the same without interpreter and mapper. Both run against the same PostgreSQL and the same Temporal
 * server, by turns; history events and engine transactions are counted afterwards. Options: `--tickets 300 --rounds 3
 * --under-way 64`. BENCH_TEMPORAL_ADDRESS lends a Temporal server.
 */
import { parseArgs } from 'node:util';
import { prepareGround } from './ground.ts';
import { type Cost, costOf } from './lifecycle/cost.ts';
import { drive, type Side } from './lifecycle/drive.ts';
import { startProduct } from './lifecycle/product.ts';
import { startReference } from './lifecycle/reference-side.ts';
import { median, report, say } from './report.ts';
import { startTemporalServer } from './temporal-server.ts';

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
    const engine = await startTemporalServer();
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

if (import.meta.main) await run(process.argv.slice(2));
