/** A run's ticket and who had asked for it as they were when the run began, and what others than the run have changed of it since: told from its events. */
import { eventFact } from '#engine/changes/plan.ts';
import { isObject, type Json, type JsonObject } from '#engine/json.ts';
import { asTicketFields, putFact, unbegun } from '../changes/plan-fields.ts';
import { ticketFacts } from '../tickets/facts.ts';
import { sql } from '../tickets/sql.ts';
import { readTimeline, type TimelineEvent } from '../tickets/timeline.ts';
import type { Work } from '../work.ts';
import { demandWhole, HISTORY_MAX, type Occurrence } from './occurrence.ts';
import { requesterThen } from './requester-then.ts';

export type TicketThen = {
  readonly ticket: JsonObject;
  readonly requester: JsonObject;
  readonly changes: readonly Occurrence[];
};

export async function ticketThen(
  work: Work,
  ticketId: string,
  run: { readonly id: string; readonly startedAt: string },
): Promise<TicketThen> {
  const { ticket: now } = await ticketFacts(work, ticketId);
  const requester = await requesterThen(work, ticketId, run.startedAt);
  const events = await readTimeline(
    work,
    sql(
      `e.subject_kind = 'ticket' and e.subject_id = ? and e.type in ('ticket.updated', 'change.planned') and not jsonb_exists(e.data, 'opening') and e.at >= ?::timestamptz`,
      ticketId,
      run.startedAt,
    ),
    { take: HISTORY_MAX, after: null, inside: 'all', asFacts: true },
  );
  demandWhole(events);
  const { id: _, ...facts } = now;
  const known = { ...facts, priorityByHand: await isPriorityByHand(work, ticketId) };
  const then: { [field: string]: Json } = unbegun({ ...known });
  for (const event of events.toReversed())
    for (const [field, value] of Object.entries(factsIn(event, 'before', known)))
      putFact(then, field, value);
  const { priorityByHand, ...ticket } = then;
  const wasByHand = priorityByHand === true;
  let byHand = wasByHand;
  const changes = events.flatMap((event): Occurrence[] => {
    const { at, actor } = event;
    const set = factsIn(event, 'after', known);
    if ('priorityByHand' in set) byHand = set.priorityByHand === true;
    const isOwn = actor.kind === 'run' && actor.id === run.id;
    if (isOwn || Object.keys(set).length === 0) return [];
    // Whoever names a priority sets it by hand, unless it is said that it followed from something else.
    if ('priority' in set && byHand) delete set.priorityByHand;
    else if ('priority' in set) set.priorityByHand = false;
    return [{ at: at.toISOString(), happening: { type: 'change', set } }];
  });
  return { ticket: wasByHand ? then : ticket, requester, changes };
}

async function isPriorityByHand(work: Work, ticketId: string): Promise<boolean> {
  const rows = await work.em.execute<{ by_hand: boolean }[]>(
    'select priority_by_hand as by_hand from ticket where id = ?',
    [ticketId],
  );
  return rows[0]?.by_hand === true;
}

/** What a process can know of a change. */
const factsIn = (
  { type, changes }: Pick<TimelineEvent, 'type' | 'changes'>,
  side: 'before' | 'after',
  known: JsonObject,
): { [field: string]: Json } =>
  Object.fromEntries(
    Object.entries(type === 'change.planned' ? asTicketFields(changes) : changes).flatMap(
      ([field, change]) =>
        Object.hasOwn(known, field) || eventFact(field) ? [[field, plain(change[side])]] : [],
    ),
  );

/** People go by their address and everything else by its key, as conditions know them. */
function plain(value: unknown): Json {
  if (isObject(value) && 'id' in value && 'name' in value) {
    const { email, key } = value;
    return typeof email === 'string' ? email : typeof key === 'string' ? key : null;
  }
  return (value ?? null) as Json;
}
