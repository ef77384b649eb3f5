/**
 * How quickly a draft is held against 10,000 closed tickets: history read from the record, played with rules in a thread of
 * its own, and written. The reference plays the same histories and neither reads nor writes. Options: `--tickets 10000 --rounds 3`.
 */
import { parseArgs } from 'node:util';
import { playThrough } from '#activities/play-backtest.ts';
import { createPlayer, type PastTicket } from '#domain/backtests/play-batch.ts';
import { readPastTickets } from '#domain/backtests/read-history.ts';
import { startBacktest } from '#domain/backtests/start.ts';
import { createPrincipals } from '#domain/people/principals.ts';
import { saveDraft } from '#domain/processes/drafts.ts';
import { inTenant, SYSTEM, type Work } from '#domain/work.ts';
import type { Definition } from '#engine/definition.ts';
import { shippedProcesses } from '#rules/shipped/index.ts';
import { makeIncidents } from './backtest/incidents.ts';
import { type Ground, prepareGround } from './ground.ts';
import { median, report, say } from './report.ts';

const BATCH = 200;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      tickets: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const tickets = Number(values.tickets);
  const ground = await prepareGround(say);
  try {
    say(`Making ${tickets} closed incidents …`);
    await makeIncidents(ground, tickets);
    const products: number[] = [];
    const references: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      say(`Round ${round + 1} …`);
      const id = await begin(ground, tickets);
      products.push(
        await timed(
          async () => void (await playThrough(ground.store, { tenantId: ground.tenantId, id })),
        ),
      );
      await demandAll(ground, id, tickets);
      references.push(await timed(await playOnly(ground, id, tickets)));
    }
    const perSecond = (all: readonly number[]): number => (tickets * 1_000) / median(all);
    report({
      name: 'backtest',
      metric: 'tickets_per_s',
      value: perSecond(products),
      unit: 'tickets/s',
      reference: perSecond(references),
    });
    report({
      name: 'backtest',
      metric: `${tickets}_tickets`,
      value: median(products) / 1_000,
      unit: 's',
      reference: median(references) / 1_000,
    });
  } finally {
    await ground.close();
  }
}

const within = <T>({ store, tenantId }: Ground, act: (work: Work) => Promise<T>): Promise<T> =>
  inTenant(
    store,
    { tenantId, actor: SYSTEM, cause: { kind: 'system', id: null, label: 'bench' } },
    act,
  );

async function begin(ground: Ground, limit: number): Promise<string> {
  const found = await createPrincipals(ground.store).find({ kind: 'token', secret: ground.token });
  if ('refused' in found) throw new Error(`The administrator is ${found.refused}.`);
  return within(ground, async (work) => {
    await saveDraft(work, found.principal, 'incident', draft());
    return startBacktest(work, found.principal, 'incident', { limit });
  });
}

/** The shipped process with one queue for everything, so that something differs. */
function draft(): Definition {
  const incident = shippedProcesses.find(({ key }) => key === 'incident');
  if (!incident) throw new Error('there is no shipped process “incident”');
  return {
    ...incident,
    elements: incident.elements.map((element) =>
      element.id === 'assign' && element.type === 'serviceTask'
        ? { ...element, action: { type: 'assign', queue: 'service-desk' } }
        : element,
    ),
  };
}

async function demandAll(ground: Ground, id: string, tickets: number): Promise<void> {
  const rows = await within(ground, (work) =>
    work.em.execute<{ state: string; totals: { tickets: number; diverged: number } }[]>(
      'select state, totals from backtest where id = ?',
      [id],
    ),
  );
  const { state, totals } = rows[0] ?? {};
  if (state !== 'completed' || totals?.tickets !== tickets || totals.diverged !== 0)
    throw new Error(`The back-test came to ${state}: ${JSON.stringify(totals)}.`);
}

/** The histories are read before the clock runs. */
async function playOnly(ground: Ground, id: string, tickets: number): Promise<() => Promise<void>> {
  const past: PastTicket[] = [];
  let versions: { readonly [number: string]: Definition } = {};
  while (past.length < tickets) {
    const until = Math.min(past.length + BATCH, tickets);
    const page = await within(ground, (work) => readPastTickets(work, id, past.length, until));
    past.push(...page.tickets);
    versions = { ...versions, ...Object.fromEntries(page.versions) };
  }
  const rows = await within(ground, (work) =>
    work.em.execute<Parameters<typeof createPlayer>[0][]>(
      'select definition, surroundings from backtest where id = ?',
      [id],
    ),
  );
  const [frozen] = rows;
  if (!frozen) throw new Error('The back-test is gone.');
  const play = createPlayer(frozen);
  return async () => {
    await play({ versions, tickets: past });
  };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
