/**
 * What runs have been, read from the record for a back-test: a handful of queries however many runs there are. The facts of a
 * ticket as it was are those of today, taken back event by event; titles and descriptions that have been changed since are
 * unsealed as everywhere, and those of an erased person stay unknown. A run that cannot be read takes no other down with it.
 */
import type { History } from '#engine/backtest/history.ts';
import type { Definition } from '#engine/definition.ts';
import type { State } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { nameEvents } from '../events/name-events.ts';
import { definitionOf } from '../processes/definitions.ts';
import { ticketFactsById } from '../tickets/facts.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { PastTicket, PlayedTicket } from './play-batch.ts';
import { answersOf, type StayRow, staysOf, withMended } from './read-answers.ts';
import { type EventRow, eventsOf } from './read-events.ts';
import { happeningsOf, heardBy } from './read-heard.ts';
import { realMoments } from './real-moments.ts';
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
  /** Those that cannot be played because nobody can say what they have been. */
  readonly unread: readonly PlayedTicket[];
  readonly versions: ReadonlyMap<number, Definition>;
};

/** The tickets of a back-test from this place on, and before that one. */
export async function readPastTickets(
  work: Work,
  backtestId: string,
  from: number,
  until: number,
): Promise<PastTickets> {
  const runs = await work.em.execute<RunRow[]>(
    `select ?::int + w.place::int - 1 as ord, r.id, r.ticket_id, r.process_id, r.process_version as version, r.trigger_key, r.start_event, r.state, r.outcome,
       to_json(r.ended_at) #>> '{}' as ended_at, t.priority_by_hand as by_hand
     from backtest b cross join unnest(b.runs[?::int + 1:?::int]) with ordinality as w(run, place)
     join run r on r.id = w.run join ticket t on t.id = r.ticket_id
     where b.id = ? order by w.place`,
    [from, from, until, backtestId],
  );
  const versions = await versionsOf(work, runs);
  const record = runs.length > 0 ? await recordOf(work, runs, versions) : null;
  const byOrd = new Map(runs.map((run) => [run.ord, run]));
  const tickets: PastTicket[] = [];
  const unread: PlayedTicket[] = [];
  for (let ord = from; ord < until; ord += 1) {
    const run = byOrd.get(ord);
    const definition = run && versions.get(run.version);
    if (run && !definition) unread.push({ ord, unplayed: 'noVersion' });
    else
      try {
        if (!run || !definition || !record) throw new Error('The run is not there any more.');
        const { version } = run;
        tickets.push({ ord, version, history: historyOf(run, definition, record) });
      } catch (error) {
        unread.push({ ord, unplayed: 'unreadable', error: String(error) });
      }
  }
  return { tickets, unread, versions };
}

async function versionsOf(
  work: Work,
  runs: readonly RunRow[],
): Promise<ReadonlyMap<number, Definition>> {
  const versions = new Map<number, Definition>();
  const places = new Map(runs.map(({ process_id, version }) => [version, process_id]));
  for (const [version, process] of places)
    try {
      versions.set(version, await definitionOf(work, process, version));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  return versions;
}

type Read = Awaited<ReturnType<typeof recordOf>>;

/** What the record has of all of them. */
async function recordOf(
  work: Work,
  runs: readonly RunRow[],
  versions: ReadonlyMap<number, Definition>,
) {
  const stays = await readStays(work, runs);
  const facts = await ticketFactsById(work, [...new Set(runs.map((run) => run.ticket_id))]);
  const events = await eventsOf(work, runs);
  const named = await nameEvents(work, [...events.values()].flat(), facts);
  const answers = await answersOf(work, runs, stays, versions);
  const heard = await heardBy(work, runs, events);
  return { stays, facts, events, named, answers, heard };
}

/** What one of them has been. @throws what makes it unreadable */
function historyOf(run: RunRow, definition: Definition, record: Read): History {
  const { facts, named, answers, heard } = record;
  const now = facts.get(run.ticket_id);
  if (!now) throw new Error('The ticket is not there any more.');
  const stays = record.stays.get(run.id) ?? [];
  const events = record.events.get(run.id) ?? [];
  if (events.some(({ isSealedForGood }) => isSealedForGood))
    throw new Error('What was changed cannot be unsealed.');
  const told = named.of(events);
  const then = takeBack(run, now.ticket, told);
  const { start: element, at, variables } = run.start_event;
  if (Number.isNaN(Date.parse(at))) throw new Error('Nobody knows when it began.');
  return {
    trigger: run.trigger_key === 'created' ? { catalogItem: catalogItemOf(now.ticket) } : null,
    start: { element, at, variables },
    ticket: then.ticket,
    requester: named.requesterOf(then.ticket, now.requester),
    stays: staysOf(stays, withMended(run.id, events, stays, answers)),
    happenings: happeningsOf({ run, definition, stays, told, changes: then.changes, heard }),
    sets: then.sets,
    moments: realMoments(then.ticket, new Date(at).toISOString(), told),
    status: run.state,
    outcome: run.outcome,
  };
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
