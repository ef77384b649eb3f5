/**
 * What came to runs from the world beside answers, by its instant: messages, signals, corrections, their end by hand. What
 * messages said is known while their rows are kept; of older ones it is known that they came.
 */
import type { Happening } from '#engine/backtest/history.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { graphOf } from '#engine/graph.ts';
import type { Json } from '#engine/json.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';
import type { StayRow } from './read-answers.ts';
import type { EventRow } from './read-events.ts';
import type { Events, RunRow } from './read-history.ts';

type MessageRow = {
  readonly id: string;
  readonly run_id: string | null;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly key: string | null;
  readonly value: Json;
  readonly at: string;
  /** A run that sent it. */
  readonly sender: string | null;
};

export type Heard = {
  readonly messages: ReadonlyMap<string, readonly MessageRow[]>;
  readonly signals: ReadonlyMap<string, MessageRow>;
};

export async function heardBy(work: Work, runs: readonly RunRow[], events: Events): Promise<Heard> {
  const signals = [...events.values()]
    .flat()
    .flatMap(({ type, data }) => (type === 'signal.received' ? [String(data.message)] : []));
  const ids = runs.map(({ id }) => id);
  const rows = await work.em.execute<MessageRow[]>(
    `with heard as (
       select * from message where run_id in (${marks(ids)})
       union select * from message where id in (select value::uuid from jsonb_array_elements_text(?)))
     select m.id, m.run_id, m.kind, m.name, m.key, m.value, to_json(m.received_at) #>> '{}' as at,
       (select e.actor_id from event e where e.subject_id = m.id and e.type = m.kind || '.sent' and e.actor_kind = 'run' limit 1) as sender
     from heard m where m.received_at is not null order by m.received_at, m.id`,
    [...ids, JSON.stringify(signals)],
  );
  return {
    messages: Map.groupBy(
      rows.filter(({ kind }) => kind === 'message'),
      ({ run_id }) => run_id ?? '',
    ),
    signals: new Map(rows.filter(({ kind }) => kind === 'signal').map((row) => [row.id, row])),
  };
}

type Told = {
  readonly run: RunRow;
  readonly definition: Definition;
  readonly stays: readonly StayRow[];
  readonly told: readonly EventRow[];
  readonly changes: readonly Happening[];
  readonly heard: Heard;
};

/** In their order. */
export function happeningsOf(of: Told): readonly Happening[] {
  const all = [
    ...of.changes,
    ...messagesTo(of),
    ...of.told.flatMap((event) => fromEvent(event, of)),
    ...endOf(of),
  ];
  return all
    .map((one) => ({ ...one, time: Date.parse(one.at) }))
    .sort((one, other) => one.time - other.time)
    .map(({ time: _, ...one }) => one as Happening);
}

function messagesTo({ run, definition, stays, heard }: Told): readonly Happening[] {
  const rows = heard.messages.get(run.id) ?? [];
  const { elements } = graphOf(definition);
  const forgotten = stays.flatMap(({ element, outcome, left_at: at }): Happening[] => {
    const name = messageOf(elements.get(element));
    if (name === null || at === null || outcome === 'withdrawn') return [];
    if (rows.some((row) => row.name === name && isAt(row.at, at))) return [];
    return [{ kind: 'message', at: iso(at), name, key: null, value: null, forgotten: true }];
  });
  const known = rows.flatMap(({ name, key, value, at, sender }): Happening[] =>
    // What the process says to itself, the draft says to itself too.
    sender === run.id ? [] : [{ kind: 'message', at: iso(at), name, key, value }],
  );
  return [...known, ...forgotten];
}

function fromEvent({ type, at, data }: EventRow, { run, heard }: Told): readonly Happening[] {
  if (type === 'run.cancelRequested')
    return [{ kind: 'cancel', at, reason: String(data.reason ?? ''), undo: data.undo === true }];
  if (type === 'run.repairRequested' && data.kind === 'correct' && !data.token)
    return [{ kind: 'correct', at, variables: data.variables as { [name: string]: Json } }];
  if (type !== 'signal.received') return [];
  const row = heard.signals.get(String(data.message));
  if (row?.sender === run.id) return [];
  const of = { kind: 'signal', at, name: String(data.name) } as const;
  return [row ? { ...of, value: row.value } : { ...of, value: null, forgotten: true }];
}

/** A run that was called off by the closing of its ticket was told by nobody: its end says so. */
function endOf({ run, told }: Told): readonly Happening[] {
  if (run.state !== 'cancelled' || told.some(({ type }) => type === 'run.cancelRequested'))
    return [];
  return [{ kind: 'cancel', at: iso(run.ended_at), reason: '', undo: false }];
}

function messageOf(element: Element | undefined): string | null {
  const at = element?.type === 'startEvent' ? element.trigger : element;
  const isHeard = element?.type !== 'intermediateThrowEvent' && element?.type !== 'endEvent';
  return at && isHeard && 'message' in at ? (at.message?.name ?? null) : null;
}

const iso = (at: string): string => new Date(at).toISOString();
const isAt = (one: string, other: string): boolean => Date.parse(one) === Date.parse(other);
