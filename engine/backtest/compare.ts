/**
 * What a draft would have done otherwise with one ticket: path, approvals, assignment, priority and outcome, each with what
 * was and what would have been. Where the back-test has diverged, only what is certain by then counts: what was added, and
 * what was set to a value that it never had.
 */
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Json } from '../json.ts';
import type { Command } from '../messages.ts';
import type { TicketMoment } from '../rehearsal/ticket-past.ts';
import { type Asked, askedOf, type Diverged } from './diverged.ts';
import type { History, SetField, Stay } from './history.ts';
import { type Past, play, type Setting } from './play.ts';
import type { Playing } from './playing.ts';
import { ticketMoments } from './ticket-moments.ts';

export const DIFFERENCES = [
  'path',
  'approvals',
  'assignment',
  'priority',
  'outcome',
  'clocks',
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export type Difference = {
  readonly kind: DifferenceKind;
  /** Which of it: `queue`, `assignee`, `priority`, `status`; `ended`, how the run ended; of clocks, whose. */
  readonly of?: string;
  readonly before: Json;
  readonly after: Json;
};

export type Step = { readonly element: string; readonly flow: string | null };

export type Result = {
  readonly result: 'same' | 'different' | 'diverged';
  readonly differences: readonly Difference[];
  readonly diverged: Diverged | null;
  /** Elements in the order in which they were reached; what only waits on a border is left out. */
  readonly paths: { readonly before: readonly Step[]; readonly after: readonly Step[] };
  /** How long timers on the way have held it up; null where that is not known to the end. */
  readonly waitedMs: { readonly before: number; readonly after: number | null };
  /** What would have happened to the ticket; null where that is not known to the end. */
  readonly moments: readonly TicketMoment[] | null;
};

export async function backtest(
  draft: Definition,
  past: Past,
  history: History,
  setting: Setting,
): Promise<Result> {
  const playing = await play(draft, past, history, setting);
  const before = toSide(past.definition, history.stays, history.sets, endOf(history));
  const after = playing
    ? toSide(draft, staysOf(playing.rehearsal.commands), playing.sets, endOfPlay(playing))
    : NOTHING;
  const diverged = playing?.diverged ?? null;
  const differences = compare(past, before, after, diverged !== null);
  return {
    result: diverged ? 'diverged' : differences.length > 0 ? 'different' : 'same',
    differences,
    diverged,
    paths: { before: before.path, after: after.path },
    waitedMs: { before: before.waitedMs, after: diverged ? null : after.waitedMs },
    moments: diverged ? null : ticketMoments(history, playing),
  };
}

/** One of the two: what was, or what would have been. */
type Side = {
  readonly path: readonly Step[];
  readonly ways: readonly string[];
  readonly asked: readonly Asked[];
  readonly sets: readonly SetField[];
  readonly ended: string;
  readonly waitedMs: number;
  readonly definition: Definition | null;
};

const NOTHING: Side = {
  path: [],
  ways: [],
  asked: [],
  sets: [],
  ended: 'notStarted',
  waitedMs: 0,
  definition: null,
};

type Come = Pick<Stay, 'element' | 'flow' | 'enteredAt' | 'leftAt'>;

function toSide(
  definition: Definition,
  stays: readonly Come[],
  sets: readonly SetField[],
  ended: string,
): Side {
  const { elements } = graphOf(definition);
  const path = stays.filter(({ element, flow }) => flow !== null || !isBeside(definition, element));
  const waits = stays.filter(({ element }) => {
    const at = elements.get(element);
    return at?.type === 'intermediateCatchEvent' && at.timer !== undefined;
  });
  return {
    definition,
    path: path.map(({ element, flow }) => ({ element, flow })),
    ways: path.map(({ element, flow }) => way(definition, element, flow)),
    asked: path.flatMap(({ element }) => askedOf(definition, element) ?? []),
    sets,
    ended,
    waitedMs: waits.reduce((sum, { enteredAt, leftAt }) => sum + lengthOf(enteredAt, leftAt), 0),
  };
}

/** What waits beside the flow is no step of it; once it comes, the elements behind it are. */
function isBeside(definition: Definition, id: string): boolean {
  const element = graphOf(definition).elements.get(id);
  return (
    element?.type === 'boundaryEvent' ||
    (element?.type === 'startEvent' && element.trigger.type === 'event')
  );
}

const lengthOf = (from: string, until: string | null): number =>
  until === null ? 0 : Date.parse(until) - Date.parse(from);

/** From where to where. Branches may have gone in another order of time, so that only the ways themselves are compared. */
function way(definition: Definition, element: string, flow: string | null): string {
  const from = definition.flows.find(({ id }) => id === flow)?.from ?? '';
  return JSON.stringify([from, element]);
}

function compare(past: Past, before: Side, after: Side, isOpen: boolean): readonly Difference[] {
  return [
    ...comparePaths(past, before, after, isOpen),
    ...compareAsked(past, before, after, isOpen),
    ...(['queue', 'assignee'] as const).flatMap((of) =>
      compareSet('assignment', of, before, after, isOpen),
    ),
    ...compareSet('priority', 'priority', before, after, isOpen),
    ...compareSet('outcome', 'status', before, after, isOpen),
    ...(isOpen || before.ended === after.ended
      ? []
      : [{ kind: 'outcome', of: 'ended', before: before.ended, after: after.ended } as const]),
  ];
}

function comparePaths(
  { matches }: Past,
  before: Side,
  after: Side,
  isOpen: boolean,
): readonly Difference[] {
  const known = (id: string): string => matches.get(id) ?? `+${id}`;
  const went = after.ways.map((one) => {
    const [from, to] = JSON.parse(one) as [string, string];
    return JSON.stringify([from === '' ? '' : known(from), known(to)]);
  });
  const added = without(went, before.ways);
  const missing = isOpen ? [] : without(before.ways, went);
  if (added.length === 0 && missing.length === 0) return [];
  const reached = (side: Side): readonly string[] => side.path.map(({ element }) => element);
  const only = (side: Side, other: Side, name: (id: string) => string): readonly string[] => [
    ...new Set(without(reached(side).map(name), reached(other).map(name === known ? same : known))),
  ];
  return [
    {
      kind: 'path',
      before: isOpen ? [] : only(before, after, same),
      after: only(after, before, known).map((id) => id.replace(/^\+/, '')),
    },
  ];
}

const same = (id: string): string => id;

function compareAsked(
  { matches }: Past,
  before: Side,
  after: Side,
  isOpen: boolean,
): readonly Difference[] {
  const spell = (asked: Asked, element: string): string => JSON.stringify([element, asked.rule]);
  const was = before.asked.map((asked) => spell(asked, asked.element));
  const is = after.asked.map((asked) =>
    spell(asked, matches.get(asked.element) ?? `+${asked.element}`),
  );
  const added = without(is, was).length > 0;
  const missing = !isOpen && without(was, is).length > 0;
  if (!added && !missing) return [];
  return [{ kind: 'approvals', before: told(before.asked), after: told(after.asked) }];
}

const told = (asked: readonly Asked[]): Json =>
  asked.map(({ element, mode, needed, of }) => ({ element, mode, needed, of }));

/** The last value that the process gave it. */
function compareSet(
  kind: DifferenceKind,
  of: string,
  before: Side,
  after: Side,
  isOpen: boolean,
): readonly Difference[] {
  const values = (side: Side) =>
    side.sets.filter(({ field }) => field === of).map(({ value }) => value);
  const [was, is] = [values(before), values(after)];
  const [last, now] = [was.at(-1) ?? null, is.at(-1) ?? null];
  const isOther = isOpen ? is.length > 0 && !was.includes(now) : last !== now;
  return isOther ? [{ kind, of, before: last, after: now }] : [];
}

/** What is in the one more often than in the other. */
function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

function staysOf(commands: readonly Command[]): readonly Come[] {
  const stays = new Map<string, { -readonly [name in keyof Come]: Come[name] }>();
  for (const command of commands) {
    if (command.type === 'entered') {
      const { token, element, flow, at } = command;
      stays.set(token, { element, flow, enteredAt: at, leftAt: null });
    } else if (command.type === 'left' || command.type === 'withdraw') {
      const stay = stays.get(command.token);
      if (stay) stay.leftAt ??= command.at;
    }
  }
  return [...stays.values()];
}

const endOf = ({ status, outcome }: Pick<History, 'status' | 'outcome'>): string =>
  outcome === null ? status : `${status}: ${outcome}`;

function endOfPlay({ rehearsal }: Playing): string {
  const { state, tokens } = rehearsal;
  if (state.status !== 'running') return endOf(state);
  const failed = tokens.find(({ wait }) => wait.kind === 'failed');
  return failed?.wait.kind === 'failed'
    ? `failing: ${failed.element}: ${failed.wait.code}`
    : 'running';
}
