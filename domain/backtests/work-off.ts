/**
 * The worker's side of a back-test: what is to be played, batch by batch, and what came of it. Each batch is written once,
 * behind the number of tickets that had been played before it; whoever is behind is told so and stops.
 */
import type { Definition } from '#engine/definition.ts';
import type { Work } from '../work.ts';
import { type People, peopleNamed, withoutAddresses } from './addresses.ts';
import type { Frozen, PlayedTicket, Surroundings } from './play-batch.ts';
import { leaveQueue, NOBODY_IN_FRONT } from './queue.ts';
import { addUp, kindsOf, type Totals } from './totals.ts';

export type Job = { readonly frozen: Frozen; readonly done: number; readonly total: number };

/** Null when there is nothing to do, or it is another one's turn: whoever that is calls up the next. */
export async function takeUp(work: Work, id: string): Promise<Job | null> {
  const rows = await work.em.execute<
    { definition: Definition; surroundings: Surroundings; done: number; total: number }[]
  >(
    `update backtest b set state = 'running' where id = ? and state in ('queued', 'running') and ${NOBODY_IN_FRONT}
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
  const after = before + played.length;
  const rows = await work.em.execute<{ totals: Totals; total: number; runs: string[] }[]>(
    `select totals, total, to_jsonb(runs[?::int + 1:?::int]) as runs from backtest where id = ? and state = 'running' and done = ? for no key update`,
    [before, after, id, before],
  );
  const row = rows[0];
  if (!row) return false;
  const people = await peopleNamed(work, played);
  const results = played.map((ticket) => ({
    ord: ticket.ord,
    run: row.runs[ticket.ord - before],
    ...toRow(ticket, people),
  }));
  await work.em.execute(
    `insert into backtest_ticket (backtest_id, ord, tenant_id, ticket_id, run_id, result, kinds, diverged_at, diverged_why, unplayed, differences, paths, waited, clocks)
     select ?, t.ord, current_tenant(), r.ticket_id, r.id, t.result, array(select jsonb_array_elements_text(t.kinds)), t.diverged_at, t.diverged_why, t.unplayed,
       t.differences, t.paths, t.waited, t.clocks
     from jsonb_to_recordset(?) as t(ord int, run uuid, result text, kinds jsonb, diverged_at text, diverged_why text, unplayed text, differences jsonb, paths jsonb, waited jsonb, clocks jsonb)
     join run r on r.id = t.run`,
    [id, JSON.stringify(results)],
  );
  const isOver = played.length === 0 || after >= row.total;
  if (isOver) await leaveQueue(work, id);
  await work.em.execute(
    `update backtest set done = ?, totals = ?, state = ?, ended_at = ? where id = ?`,
    [
      after,
      JSON.stringify(addUp(row.totals, played)),
      isOver ? 'completed' : 'running',
      isOver ? work.now : null,
      id,
    ],
  );
  return !isOver;
}

function toRow(ticket: PlayedTicket, people: People) {
  if ('unplayed' in ticket) return { result: 'unplayed', kinds: [], unplayed: ticket.unplayed };
  const { result } = ticket;
  return {
    result: result.result,
    kinds: kindsOf(result),
    diverged_at: result.diverged?.element ?? null,
    diverged_why: result.diverged?.reason ?? null,
    differences: withoutAddresses(result.differences, people),
    paths: result.paths,
    waited: result.waitedMs,
    clocks: result.clocks,
  };
}

/** It cannot be done, however often it is tried. */
export async function giveUp(work: Work, id: string, reason: string): Promise<void> {
  // Whoever ends one locks it before the queue; one that is over is not locked, since whoever forgets it holds the queue.
  const open = await work.em.execute<unknown[]>(
    `select 1 from backtest where id = ? and state in ('queued', 'running') for no key update`,
    [id],
  );
  if (open.length === 0) return;
  await leaveQueue(work, id);
  await work.em.execute(
    `update backtest set state = 'failed', failure = ?, ended_at = ? where id = ?`,
    [reason.slice(0, 2_000), work.now, id],
  );
}
