/** What was recorded of the tickets and runs of a back-test since each run began, with the personal values unsealed. */
import { asTicketFields } from '../changes/plan-fields.ts';
import type { Change } from '../events/event.ts';
import { existingPersonKeys } from '../seals/person-keys.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { RunRow } from './read-history.ts';

export type EventRow = {
  readonly id: string;
  readonly ticket_id: string;
  readonly at: string;
  readonly type: string;
  readonly subject_id: string;
  /** The run itself did it. */
  readonly own: boolean;
  readonly changes: { readonly [field: string]: Change };
  readonly data: { readonly [name: string]: unknown };
  /** Its key is there, and what lies sealed is not what the key sealed. */
  readonly isSealedForGood?: true;
};

const OF_RUNS = [
  'run.cancelRequested',
  'run.repairRequested',
  'run.errorThrown',
  'signal.received',
] as const;

const OF_TICKET: ReadonlySet<string> = new Set([
  'ticket.updated',
  'change.planned',
  'comment.added',
]);

/** By run, in the order in which they happened. */
export async function eventsOf(
  work: Work,
  runs: readonly RunRow[],
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  const byTicket = new Map(runs.map((run) => [run.ticket_id, run]));
  const tickets = [...byTicket.keys()];
  const begins = runs.map(({ start_event }) => start_event.at).sort();
  const rows = await work.em.execute<(Omit<EventRow, 'own'> & { actor_id: string | null })[]>(
    `select e.id, e.ticket_id, to_json(e.at) #>> '{}' as at, e.type, e.subject_id, e.actor_id, e.changes, e.data
     from event e where e.ticket_id in (${marks(tickets)}) and e.at >= ?::timestamptz
       and e.type in ('ticket.updated', 'change.planned', 'comment.added', ${marks(OF_RUNS)}) and not jsonb_exists(e.data, 'opening')
     order by e.at, e.id`,
    [...tickets, begins[0], ...OF_RUNS],
  );
  const known = rows.flatMap((row): EventRow[] => {
    const run = byTicket.get(row.ticket_id);
    const at = new Date(row.at).toISOString();
    const isAbout = OF_TICKET.has(row.type) || row.subject_id === run?.id;
    if (!run || !isAbout || Date.parse(at) < Date.parse(run.start_event.at)) return [];
    return [{ ...asUpdate(row), at, own: row.actor_id === run.id }];
  });
  const opened = await unsealed(work, known);
  return Map.groupBy(opened, ({ ticket_id }) => byTicket.get(ticket_id)?.id ?? '');
}

/** A plan is a part of the ticket for whoever looks back. */
const asUpdate = <Row extends Pick<EventRow, 'type' | 'changes'>>(row: Row): Row =>
  row.type === 'change.planned'
    ? { ...row, type: 'ticket.updated', changes: asTicketFields(row.changes) }
    : row;

/** Titles and descriptions stand sealed beside their events; what nobody can open any more is null. */
async function unsealed(work: Work, events: readonly EventRow[]): Promise<readonly EventRow[]> {
  const ids = events
    .filter(({ changes }) => changes.title || changes.description)
    .map(({ id }) => id);
  if (ids.length === 0) return events;
  const rows = await work.em.execute<{ event_id: string; person_id: string; sealed: Uint8Array }[]>(
    `select event_id, person_id, sealed from event_personal where event_id in (${marks(ids)})`,
    ids,
  );
  const keys = await existingPersonKeys(work, [...new Set(rows.map((row) => row.person_id))]);
  const personal = new Map<string, EventRow['changes'] | undefined>();
  const broken = new Set<string>();
  for (const { event_id, person_id, sealed } of rows)
    try {
      personal.set(event_id, keys.get(person_id)?.open(sealed) as EventRow['changes'] | undefined);
    } catch {
      broken.add(event_id);
    }
  const gone: Change = { before: null, after: null };
  return events.map((event) => {
    const { title, description, ...plain } = event.changes;
    if (!title && !description) return event;
    const known = personal.get(event.id);
    const changes = {
      ...plain,
      ...(title ? { title: known?.title ?? gone } : {}),
      ...(description ? { description: known?.description ?? gone } : {}),
    };
    return { ...event, changes, ...(broken.has(event.id) ? { isSealedForGood: true } : {}) };
  });
}
