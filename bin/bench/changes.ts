/**
 * How quickly a change learns what stands in its way, when nothing does, and what the rules may know of it, among many changes
 * over many items that depend on one another. The reference is what somebody would write by hand in SQL for the very same items alone, without what depends on
 * them, people, windows and freezes. Options: `--changes 10000 --items 50000 --questions 200`.
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { findChange } from '#domain/changes/change.ts';
import { conflictsAt, findSlot } from '#domain/changes/schedule.ts';
import { ticketFacts } from '#domain/tickets/facts.ts';
import { inTenant, SYSTEM, type Work } from '#domain/work.ts';
import { CONFLICT_KINDS } from '#engine/changes/plan.ts';
import { generateChanges } from './changes/generate.ts';
import { makeHub } from './changes/hub.ts';
import { type Ground, prepareGround } from './ground.ts';
import { percentile, report, say } from './report.ts';

const SLOT_MINUTES = 240;

export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      changes: { type: 'string', default: '10000' },
      items: { type: 'string', default: '50000' },
      questions: { type: 'string', default: '200' },
    },
  });
  const size = { changes: Number(values.changes), items: Number(values.items) };
  const ground = await prepareGround(say);
  const client = new pg.Client({ connectionString: ground.ownerUrl });
  try {
    say(`Making ${size.changes} changes over ${size.items} items …`);
    await generateChanges(ground.ownerUrl, ground.tenantId, size);
    await client.connect();
    const { rows } = await client.query<{ id: string }>(
      'select ticket_id as id from change_plan where tenant_id = $1 order by planned_from limit $2',
      [ground.tenantId, Number(values.questions)],
    );
    const ids = rows.map(({ id }) => id);
    await tell('conflicts_ms', ids, (id) => inWork(ground, conflicts(id)), overlapping(client));
    await tell('next_slot_ms', ids, (id) => inWork(ground, nextSlot(id)), byHand(client));
    // What the rules go by: read whenever a change is planned or assessed.
    const facts = (id: string) => inWork(ground, (work) => ticketFacts(work, id));
    await tell('facts_ms', ids, facts, overlapping(client));
    const hub = await makeHub(client, ground.tenantId);
    // Each looks at most of the landscape.
    const again = ids.slice(0, 10).map(() => hub);
    await tell('facts_of_hub_ms', again, facts, overlapping(client));
  } finally {
    await client.end();
    await ground.close();
  }
}

/** Both by turns, so that whatever the machine is busy with falls on both; the slowest of twenty is told. */
async function tell(
  metric: string,
  ids: readonly string[],
  ask: (id: string) => Promise<unknown>,
  askByHand: (id: string) => Promise<unknown>,
): Promise<void> {
  const [value, reference]: [number[], number[]] = [[], []];
  for (const id of ids.slice(0, 10)) await Promise.all([ask(id), askByHand(id)]);
  for (const id of ids) {
    value.push(await timed(() => ask(id)));
    reference.push(await timed(() => askByHand(id)));
  }
  for (const [name, share] of [
    [metric, 0.95],
    [metric.replace('_ms', '_p50_ms'), 0.5],
  ] as const)
    report({
      name: 'changes',
      metric: name,
      unit: 'ms',
      value: percentile(value, share),
      reference: percentile(reference, share),
    });
}

async function timed(fn: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await fn();
  return performance.now() - begun;
}

const inWork = <T>({ store, tenantId }: Ground, act: (work: Work) => Promise<T>): Promise<T> => {
  const cause = { kind: 'system', id: null, label: 'bench' } as const;
  return inTenant(store, { tenantId, actor: SYSTEM, cause }, act);
};

const conflicts = (id: string) => async (work: Work) => {
  const change = await planned(work, id);
  const span = { from: change.plannedFrom ?? '', to: change.plannedTo ?? '' };
  return conflictsAt(work, change, span, undefined);
};

const nextSlot = (id: string) => async (work: Work) =>
  findSlot(work, await planned(work, id), { minutes: SLOT_MINUTES, avoid: CONFLICT_KINDS });

async function planned(work: Work, id: string) {
  const change = await findChange(work, id);
  if (!change) throw new Error('invariant: changes were made');
  return change;
}

const SAME_ITEMS = `from change_plan mine join ticket_item i on i.ticket_id = mine.ticket_id
  join ticket_item oi on oi.item_id = i.item_id and oi.ticket_id <> i.ticket_id
  join change_plan o on o.ticket_id = oi.ticket_id`;

const overlapping = (client: pg.Client) => (id: string) =>
  client.query(
    `select distinct o.ticket_id, o.planned_from, o.planned_to ${SAME_ITEMS}
       and o.planned_from < mine.planned_to and o.planned_to > mine.planned_from where mine.ticket_id = $1`,
    [id],
  );

/** What the items are busy with, gone through in order of time. */
const byHand = (client: pg.Client) => async (id: string) => {
  const { rows } = await client.query<{ planned_from: Date; planned_to: Date }>(
    `select o.planned_from, o.planned_to ${SAME_ITEMS}
       and o.planned_to > now() and o.planned_from < now() + interval '90 days' where mine.ticket_id = $1 order by o.planned_from`,
    [id],
  );
  let at = Date.now();
  for (const { planned_from: from, planned_to: to } of rows) {
    if (at + SLOT_MINUTES * 60_000 <= from.getTime()) break;
    at = Math.max(at, to.getTime());
  }
  return at;
};

if (import.meta.main) await run(process.argv.slice(2));
