/**
 * A ticket's events as they are read: with the names of who acted, of what each id in a change stands for, and with the
 * personal values unsealed. A value whose person was erased stays a hash in the event and is told as null.
 */
import type { Change } from '../events/event.ts';
import { existingPersonKey } from '../seals/person-keys.ts';
import type { Actor, Cause, Work } from '../work.ts';
import { marks, type Sql } from './sql.ts';
import { isReference, type Names, namesIn } from './timeline-names.ts';

export type TimelineEvent = {
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly actor: {
    readonly kind: Actor['kind'];
    readonly id: string | null;
    readonly name: string | null;
  };
  readonly cause: {
    readonly kind: Cause['kind'];
    readonly id: string | null;
    readonly label: string | null;
  };
  readonly changes: Readonly<Record<string, Change>>;
  readonly data: Readonly<Record<string, unknown>>;
  /** What was said, for a comment. */
  readonly text: string | null;
};

export type TimelinePlace = { readonly at: string; readonly id: string };

type Row = {
  id: string;
  at: Date | string;
  type: string;
  subject_id: string;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string | null;
  cause_kind: Cause['kind'];
  cause_id: string | null;
  cause_label: string | null;
  changes: Record<string, Change>;
  data: Record<string, unknown>;
};

/** What only those who work on the ticket are told. */
const BEHIND_THE_DESK = [
  'escalation.opened',
  'escalation.raised',
  'escalation.acknowledged',
  'escalation.exhausted',
  'escalation.stopped',
  'clock.warned',
];

const OPEN = `coalesce((e.data ->> 'internal')::boolean, false) = false and e.type not in (${BEHIND_THE_DESK.map((type) => `'${type}'`).join(', ')})`;
const SEEN: { readonly [inside in Inside]: string } = {
  all: '',
  runs: `and ((${OPEN}) or e.subject_kind = 'run')`,
  none: `and ${OPEN}`,
};

/** What somebody said: its text is told as such. */
const SAID: ReadonlySet<string> = new Set(['comment.added', 'majorIncident.updated']);

/** How much of what is not for everybody is seen: all of it, what became of runs, or nothing. */
type Inside = 'all' | 'runs' | 'none';

/** In the order they happened, after `after`; `of` says which, of the event table `e`. */
export async function readTimeline(
  work: Work,
  of: Sql,
  page: {
    readonly after: TimelinePlace | null;
    readonly take: number;
    readonly inside: Inside;
    /** Items and outcomes stay keys, as conditions know them. */
    readonly asFacts?: boolean;
  },
): Promise<TimelineEvent[]> {
  const rows = await work.em.execute<Row[]>(
    `select e.id, e.at, e.type, e.subject_id, e.actor_kind, e.actor_id, coalesce(p.name, r.process_key) as actor_name, e.cause_kind, e.cause_id, e.cause_label, e.changes, e.data
     from event e
     left join person p on e.actor_kind = 'person' and p.id = e.actor_id
     left join run r on e.actor_kind = 'run' and r.id = e.actor_id
     where ${of.text} ${page.after ? 'and (e.at, e.id) > (?::timestamptz, ?::uuid)' : ''}
       ${SEEN[page.inside]}
     order by e.at, e.id limit ?`,
    [...of.params, ...(page.after ? [page.after.at, page.after.id] : []), page.take],
  );
  const sealed = await personalOf(
    work,
    rows.map((row) => row.id),
  );
  const named = await namesIn(work, rows, page.asFacts);
  const events = rows.map((row) => toEvent(row, sealed.get(row.id), named));
  return page.inside === 'all' ? events : events.map(withoutRisk);
}

/** What is answered about the risk of a change, what that comes to, and whose word it is. */
const ABOUT_RISK = new Set(['answers', 'points', 'unanswered', 'riskBy']);

const withoutRisk = (event: TimelineEvent): TimelineEvent =>
  event.type === 'change.planned'
    ? {
        ...event,
        changes: Object.fromEntries(
          Object.entries(event.changes).filter(([field]) => !ABOUT_RISK.has(field)),
        ),
      }
    : event;

function toEvent(
  row: Row,
  personal: Readonly<Record<string, Change>> | undefined,
  named: Names,
): TimelineEvent {
  const changes: Record<string, Change> = {};
  for (const [field, change] of Object.entries(row.changes)) {
    const told = personal?.[field] ?? change;
    changes[field] = {
      before: plain(told.before, field, row, named),
      after: plain(told.after, field, row, named),
    };
  }
  const { body, ...rest } = changes;
  return {
    id: row.id,
    at: new Date(row.at),
    type: row.type,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    cause: { kind: row.cause_kind, id: row.cause_id, label: row.cause_label },
    changes: SAID.has(row.type) ? rest : changes,
    data: row.data,
    text: SAID.has(row.type) && typeof body?.after === 'string' ? body.after : null,
  };
}

/** An id or a key becomes what it stands for; a hash whose value is gone becomes null. */
function plain(value: unknown, field: string, row: Row, named: Names): unknown {
  if (field === 'outcome' && value === named.outcomes.get(row.subject_id)?.key)
    return named.outcomes.get(row.subject_id);
  // What a board asks for, in its words; by when and of whom stands on the change.
  if (field === 'conditions' && Array.isArray(value)) return value.map(({ text }) => text);
  if (field === 'configItems' && Array.isArray(value))
    return value.map((key) => named.items.get(key) ?? key);
  if (typeof value === 'string' && isReference(field)) return named.ids.get(value) ?? null;
  return typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 1 &&
    'hash' in value
    ? null
    : (value ?? null);
}

async function personalOf(
  work: Work,
  eventIds: readonly string[],
): Promise<Map<string, Record<string, Change>>> {
  const personal = new Map<string, Record<string, Change>>();
  if (eventIds.length === 0) return personal;
  const rows = await work.em.execute<{ event_id: string; person_id: string; sealed: Uint8Array }[]>(
    `select event_id, person_id, sealed from event_personal where event_id in (${marks(eventIds)})`,
    [...eventIds],
  );
  for (const row of rows) {
    const key = await existingPersonKey(work, row.person_id);
    if (key)
      personal.set(row.event_id, {
        ...personal.get(row.event_id),
        ...(key.open(row.sealed) as Record<string, Change>),
      });
  }
  return personal;
}
