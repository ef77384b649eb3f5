/**
 * What runs have been, read from the record for a back-test: a handful of queries however many runs there are. The facts of a
 * ticket as it was are those of today, taken back event by event; titles and descriptions that have been changed since are
 * unsealed as everywhere, and those of an erased person stay unknown.
 */
import type { History } from '#engine/backtest/history.ts';
import type { Definition } from '#engine/definition.ts';
import type { State } from '#engine/state.ts';
import { definitionOf } from '../processes/definitions.ts';
import { ticketFactsById } from '../tickets/facts.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { PastTicket } from './play-batch.ts';
import { answersOf, type StayRow, staysOf } from './read-answers.ts';
import { type EventRow, eventsOf } from './read-events.ts';
import { happeningsOf, heardBy } from './read-heard.ts';
import { nameEvents } from './read-names.ts';
import { takeBack } from './take-back.ts';

export type RunRow = {
  readonly ord: number;
  readonly id: string;
  readonly ticket_id: string;
  readonly process_id: string;
  readonly version: number;
  readonly trigger_key: string;
  readonly start_event: {
    readonly start: string;
    readonly at: string;
    readonly variables: History['start']['variables'];
  };
  readonly state: State['status'];
  readonly outcome: string | null;
  readonly ended_at: string;
  readonly by_hand: boolean;
};

export type PastTickets = {
  readonly tickets: readonly PastTicket[];
  readonly versions: ReadonlyMap<number, Definition>;
};

/** The tickets of a back-test from this place on. */
export async function readPastTickets(
  work: Work,
  backtestId: string,
  from: number,
  take: number,
): Promise<PastTickets> {
  const runs = await work.em.execute<RunRow[]>(
    `select b.ord, r.id, r.ticket_id, r.process_id, r.process_version as version, r.trigger_key, r.start_event, r.state, r.outcome,
       to_json(r.ended_at) #>> '{}' as ended_at, t.priority_by_hand as by_hand
     from backtest_ticket b join run r on r.id = b.run_id join ticket t on t.id = b.ticket_id
     where b.backtest_id = ? and b.ord >= ? order by b.ord limit ?`,
    [backtestId, from, take],
  );
  if (runs.length === 0) return { tickets: [], versions: new Map() };
  const versions = new Map<number, Definition>();
  for (const { process_id, version } of runs)
    if (!versions.has(version))
      versions.set(version, await definitionOf(work, process_id, version));
  const stays = await readStays(work, runs);
  const facts = await ticketFactsById(work, [...new Set(runs.map((run) => run.ticket_id))]);
  const events = await eventsOf(work, runs);
  const named = await nameEvents(work, [...events.values()].flat(), facts);
  const answers = await answersOf(work, runs, stays, versions, events);
  const heard = await heardBy(work, runs, events);
  const tickets = runs.map((run): PastTicket => {
    const definition = versions.get(run.version);
    const now = facts.get(run.ticket_id);
    if (!definition || !now) throw new Error('invariant: a run has its version and its ticket');
    const own = stays.get(run.id) ?? [];
    const told = named.of(events.get(run.id) ?? []);
    const then = takeBack(run, now.ticket, told);
    return {
      ord: run.ord,
      version: run.version,
      history: {
        trigger: run.trigger_key === 'created' ? { catalogItem: catalogItemOf(now.ticket) } : null,
        start: {
          element: run.start_event.start,
          at: run.start_event.at,
          variables: run.start_event.variables,
        },
        ticket: then.ticket,
        requester: named.requesterOf(then.ticket, now.requester),
        stays: staysOf(own, answers),
        happenings: happeningsOf({
          run,
          definition,
          stays: own,
          told,
          changes: then.changes,
          heard,
        }),
        sets: then.sets,
        status: run.state,
        outcome: run.outcome,
      },
    };
  });
  return { tickets, versions };
}

const catalogItemOf = ({ catalogItem }: { readonly [field: string]: unknown }): string | null =>
  typeof catalogItem === 'string' ? catalogItem : null;

async function readStays(
  work: Work,
  runs: readonly RunRow[],
): Promise<ReadonlyMap<string, readonly StayRow[]>> {
  const ids = runs.map(({ id }) => id);
  const rows = await work.em.execute<StayRow[]>(
    `select run_id, token, element, flow, outcome, failure is not null as failed, to_json(entered_at) #>> '{}' as entered_at,
       to_json(left_at) #>> '{}' as left_at
     from run_element where run_id in (${marks(ids)}) order by run_id, ord`,
    ids,
  );
  return Map.groupBy(rows, ({ run_id }) => run_id);
}

export type Events = ReadonlyMap<string, readonly EventRow[]>;
