/**
 * The worker's side of a back-test: what is to be played, batch by batch, and what came of it. Each batch is written once,
 * behind the number of tickets that had been played before it; whoever is behind is told so and stops.
 */
import type { Definition } from '#engine/definition.ts';
import type { Work } from '../work.ts';
import type { Frozen, PlayedTicket, Surroundings } from './play-batch.ts';
import { addUp, kindsOf, type Totals } from './totals.ts';

export type Job = { readonly frozen: Frozen; readonly done: number; readonly total: number };

/** Null when there is nothing to do any more. */
export async function takeUp(work: Work, id: string): Promise<Job | null> {
  const rows = await work.em.execute<
    { definition: Definition; surroundings: Surroundings; done: number; total: number }[]
  >(
    `update backtest set state = 'running' where id = ? and state in ('queued', 'running')
     returning definition, surroundings, done, total`,
    [id],
  );
  const row = rows[0];
  if (!row) return null;
  const { definition, surroundings, done, total } = row;
  return { frozen: { definition, surroundings }, done, total };
}

/** False when it is over, or somebody else has written this batch. */
export async function writeBatch(
  work: Work,
  id: string,
  before: number,
  played: readonly PlayedTicket[],
): Promise<boolean> {
  const rows = await work.em.execute<{ totals: Totals; total: number }[]>(
    `select totals, total from backtest where id = ? and state = 'running' and done = ? for update`,
    [id, before],
  );
  const row = rows[0];
  if (!row) return false;
  const results = played.map(({ ord, result }) => ({
    ord,
    result: result.result,
    kinds: kindsOf(result),
    diverged_at: result.diverged?.element ?? null,
    diverged_why: result.diverged?.reason ?? null,
    differences: result.differences,
    paths: result.paths,
    waited: result.waitedMs,
  }));
  await work.em.execute(
    `update backtest_ticket b set result = r.result, kinds = array(select jsonb_array_elements_text(r.kinds)), diverged_at = r.diverged_at,
       diverged_why = r.diverged_why, differences = r.differences, paths = r.paths, waited = r.waited
     from jsonb_to_recordset(?) as r(ord int, result text, kinds jsonb, diverged_at text, diverged_why text, differences jsonb, paths jsonb, waited jsonb)
     where b.backtest_id = ? and b.ord = r.ord`,
    [JSON.stringify(results), id],
  );
  const done = before + played.length;
  const isOver = played.length === 0 || done >= row.total;
  const totals = addUp(
    row.totals,
    played.map(({ result }) => result),
  );
  await work.em.execute(
    `update backtest set done = ?, totals = ?, state = ?, ended_at = ? where id = ?`,
    [done, JSON.stringify(totals), isOver ? 'completed' : 'running', isOver ? work.now : null, id],
  );
  return !isOver;
}

/** It has been tried often enough. */
export async function giveUp(work: Work, id: string, reason: string): Promise<void> {
  await work.em.execute(
    `update backtest set state = 'failed', failure = ?, ended_at = ? where id = ? and state in ('queued', 'running')`,
    [reason.slice(0, 2_000), work.now, id],
  );
}
