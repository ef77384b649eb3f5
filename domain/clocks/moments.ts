/**
 * A ticket's past as its clocks saw it: what held after each thing that happened to it, in order. Today's facts, taken back
 * event by event and then told again. Titles and descriptions are sealed in the past, so those of today stand for them.
 */
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { isObject, type Json, type JsonObject } from '#engine/json.ts';
import { asTicketFields, putFact } from '../changes/plan-fields.ts';
import type { Change } from '../events/event.ts';
import { nameEvents } from '../events/name-events.ts';
import type { TicketFacts } from '../tickets/facts.ts';
import type { Work } from '../work.ts';
import type { Clock, ClockCause } from './clock.ts';
import {
  type ClockFacts,
  dateIn,
  type HappeningType,
  talked,
  toClockFacts,
} from './clock-facts.ts';
import type { OrganizationInForce } from './in-force.ts';

export type Moment = {
  readonly at: string;
  readonly facts: ClockFacts;
  readonly cause: ClockCause;
  /** The ticket was taken away. */
  readonly over: boolean;
};

/**
 * The part of it that a clock is counted from: all of it where its policy names an instant to count from, else what came once it
 * was there.
 */
export async function lifeOf(
  work: Work,
  clock: Clock,
  { countFrom }: ClockPolicy,
  past: readonly Moment[],
): Promise<readonly Moment[]> {
  if (countFrom !== undefined) return past;
  const [row] = await work.em.execute<{ at: string | Date }[]>(
    'select at from clock_revision where clock_id = ? and number = 1',
    [clock.id],
  );
  const begun = new Date(row?.at ?? 0).toISOString();
  return past.filter(({ at }) => at >= begun);
}

type EventRow = {
  readonly at: string;
  readonly type: string;
  readonly actor_id: string | null;
  readonly cause_kind: string;
  readonly cause_id: string | null;
  readonly cause_label: string | null;
  readonly changes: { readonly [field: string]: Change };
  readonly data: { readonly [name: string]: unknown };
};

/** No facts; sealed; or told by the clocks themselves. */
const UNTOLD = new Set(['deletedAt', 'title', 'description', 'dueAt']);

/**
 * `now` is what holds after everything recorded so far and after `unrecorded`: a change of this very transaction that has no
 * event yet, and is no moment of its own.
 */
export async function momentsOf(
  work: Work,
  ticketId: string,
  now: TicketFacts,
  unrecorded: { readonly [field: string]: Change },
  zone: string,
  organizations: ReadonlyMap<string, OrganizationInForce>,
): Promise<readonly Moment[]> {
  // In the order in which they were written behind the ticket's lock; their instants were taken before it.
  const rows = await work.em.execute<EventRow[]>(
    `select to_json(at) #>> '{}' as at, type, actor_id, cause_kind, cause_id, cause_label, changes, data from event
     where ticket_id = ? and subject_kind = 'ticket' and type in ('ticket.created', 'ticket.updated', 'change.planned', 'ticket.deleted', 'comment.added')
     order by seq`,
    [ticketId],
  );
  const pending = { changes: unrecorded };
  const named = await nameEvents(work, [...rows, pending], new Map([[ticketId, now]]));
  const told = named
    .of(rows)
    .map((row) =>
      row.type === 'change.planned' ? { ...row, changes: asTicketFields(row.changes) } : row,
    );
  const [late] = named.of([pending]);
  const ticket: { [field: string]: Json } = { ...now.ticket };
  for (const { changes, type } of [
    ...told,
    { changes: late?.changes ?? {}, type: '' },
  ].toReversed())
    if (type !== 'ticket.created')
      for (const [field, { before }] of Object.entries(changes))
        if (!UNTOLD.has(field)) putFact(ticket, field, asJson(before));
  let conversation = { answered: false, awaiting: 'agent' as 'agent' | 'requester' };
  return told.map((row): Moment => {
    if (row.type === 'ticket.updated' || row.type === 'change.planned')
      for (const [field, { after }] of Object.entries(row.changes))
        if (!UNTOLD.has(field)) putFact(ticket, field, asJson(after));
    const happening = happeningOf(row);
    conversation = talked(conversation, happening);
    const at = new Date(row.at);
    const facts: TicketFacts = {
      ticket: { ...ticket },
      requester: named.requesterOf(ticket as JsonObject, now.requester),
    };
    const today = dateIn(zone, at);
    return {
      at: at.toISOString(),
      facts: toClockFacts(facts, { conversation, happening, organizations, today }),
      cause: {
        kind: row.cause_kind,
        id: row.cause_id,
        label: row.cause_label,
        actor: row.actor_id,
        status: String(ticket.status),
        happening,
      },
      over: row.type === 'ticket.deleted',
    };
  });
}

function happeningOf({ type, data }: EventRow): HappeningType {
  if (type === 'ticket.created') return 'opened';
  if (type !== 'comment.added' || data.internal === true) return 'changed';
  if (data.by === 'agent') return 'agentAnswered';
  return data.by === 'requester' ? 'requesterAnswered' : 'changed';
}

const asJson = (value: unknown): Json =>
  isObject(value) && Object.keys(value).length === 1 && 'hash' in value
    ? null
    : ((value ?? null) as Json);
