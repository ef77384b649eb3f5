/**
 * Moves a run to another version of its process. Tokens keep what they wait for: a timer its instant, an approval its
 * votes, a task its assignee; only events on borders and in the background come and go with the drawing. A run that cannot
 * follow is left as it is, with a reason for every token that holds it back.
 */
import type { Definition, Element } from '../definition.ts';
import { isActivity } from '../definition.ts';
import { boundaryEvent } from '../elements/boundaryEvent.ts';
import { startEvent } from '../elements/startEvent.ts';
import { type Graph, graphOf } from '../graph.ts';
import { settle } from '../interpreter.ts';
import type { Command } from '../messages.ts';
import { type Proof, proveFrom } from '../soundness/prove.ts';
import type { Scope, State, Token, Undo } from '../state.ts';
import { Turn } from '../turn.ts';
import { type Mapping, type MoveProblem, targetOf } from './mapping.ts';

export type { Mapping, MoveProblem } from './mapping.ts';

/** What becomes of one token. */
export type Landing = {
  readonly token: string;
  readonly from: string;
  /** Null: it is withdrawn. */
  readonly to: string | null;
};

export type Hold = {
  readonly token: string;
  readonly element: string;
  readonly problem: MoveProblem;
};

export type RunMove =
  | {
      readonly moved: true;
      readonly state: State;
      readonly commands: readonly Command[];
      readonly landings: readonly Landing[];
      /** Events on borders and in the background that begin to wait. */
      readonly begun: readonly string[];
      /** What was done and could have been undone, and the new version knows no way to. */
      readonly forgotten: readonly string[];
      /** Whether it is proved that the run can come to its end from there; else there was too much to look at. */
      readonly proved: boolean;
    }
  | { readonly moved: false; readonly holds: readonly Hold[] };

/** The run on the new version, or why it has to stay. `at` is the instant of the move. */
export function moveRun(
  before: Definition,
  after: Definition,
  state: State,
  mapping: Mapping,
  at: string,
): RunMove {
  const from = graphOf(before);
  const to = graphOf(after);
  const tokens = Object.values(state.tokens);
  const holds = tokens.flatMap((token) => holdOf(from, to, mapping, token, state));
  const scopeHolds = Object.values(state.scopes ?? {}).flatMap((scope): readonly Hold[] => {
    const target = targetOf(from, to, mapping, scope.element);
    return 'problem' in target
      ? [{ token: scope.host ?? '', element: scope.element, problem: target.problem }]
      : [];
  });
  if (holds.length + scopeHolds.length > 0)
    return { moved: false, holds: [...holds, ...scopeHolds] };
  const renamed = rename(state, from, to, mapping);
  const turn = new Turn(to, renamed.state, at);
  const landings: Landing[] = [];
  for (const token of tokens) {
    const target = targetOf(from, to, mapping, token.element);
    const isKept = 'element' in target && isWanted(to, target.element);
    const there = turn.token(token.id);
    landings.push({
      token: token.id,
      from: token.element,
      to: isKept && there ? target.element.id : null,
    });
    if (!isKept && there) turn.withdraw(there, 'The new version has no place for it.');
  }
  const begun = listenAnew(turn);
  const step = settle(turn);
  const stuck = trapIn(after, step.state);
  if (stuck.hold) return { moved: false, holds: [stuck.hold] };
  return {
    moved: true,
    ...step,
    landings,
    begun,
    forgotten: renamed.forgotten,
    proved: stuck.proved,
  };
}

/** Runs in one place are asked about once. */
const asked = new WeakMap<Definition, Map<string, Proof>>();
const ASKED_MAX = 1_000;
const BOUNDS = { states: 5_000, moves: 15_000 };

/** Whether what is left can reach its end from here, in this drawing. */
function trapIn(
  definition: Definition,
  state: State,
): { readonly hold: Hold | null; readonly proved: boolean } {
  if (state.status !== 'running') return { hold: null, proved: true };
  const known = asked.get(definition) ?? new Map<string, Proof>();
  const place = placeOf(state);
  const proof = known.get(place) ?? proveFrom(definition, state, BOUNDS);
  if (known.size < ASKED_MAX) asked.set(definition, known.set(place, proof));
  if (proof.verdict === 'sound' || proof.verdict === 'open')
    return { hold: null, proved: proof.verdict === 'sound' };
  const { element } = proof;
  const token = Object.values(state.tokens).find((one) => one.element === element)?.id ?? '';
  return { hold: { token, element, problem: 'would_get_stuck' }, proved: true };
}

/** Where a run stands, without what tells one run from another. */
function placeOf(state: State): string {
  const tokens = Object.values(state.tokens).map(({ element, flow, wait, scope }) => [
    element,
    wait.kind,
    wait.kind === 'join' ? flow : null,
    wait.kind === 'each' ? [wait.items.length, wait.next, wait.completed] : null,
    scope === undefined ? null : state.scopes?.[scope]?.element,
  ]);
  return JSON.stringify([tokens, state.joins ?? null, state.undos?.length ?? 0]);
}

/** What waits beside comes and goes with the drawing; anything else must have a place. */
function holdOf(
  from: Graph,
  to: Graph,
  mapping: Mapping,
  token: Token,
  state: State,
): readonly Hold[] {
  const hold = (problem: MoveProblem): readonly Hold[] => [
    { token: token.id, element: token.element, problem },
  ];
  const target = targetOf(from, to, mapping, token.element);
  const isBeside = token.guards !== undefined || token.listens === true;
  if (isBeside || 'given' in target) return [];
  if ('problem' in target) return hold(target.problem);
  const old = from.elements.get(token.element);
  if (!old) return hold('gone');
  if (token.wait.kind === 'answer') return hold('under_way');
  if (token.wait.kind === 'call' && !isSameCall(old, target.element)) return hold('under_way');
  if (!isSameShape(old, target.element, token, state)) return hold('other_shape');
  const isJoining = token.wait.kind === 'join' && token.flow !== null;
  if (isJoining && !to.incoming(target.element.id).some(({ id }) => id === token.flow))
    return hold('flow_gone');
  return [];
}

function isSameCall(old: Element, element: Element): boolean {
  return (
    old.type === 'serviceTask' &&
    element.type === 'serviceTask' &&
    JSON.stringify(old.action) === JSON.stringify(element.action)
  );
}

/** Whether tokens inside (doings, an inner scope, a called run) still belong to something of the same shape. */
function isSameShape(old: Element, element: Element, token: Token, state: State): boolean {
  if (!isActivity(old) || !isActivity(element)) return true;
  const isRepeated =
    token.wait.kind === 'each' || state.scopes?.[token.scope ?? '']?.kind === 'doing';
  if (isRepeated && (old.loop === undefined) !== (element.loop === undefined)) return false;
  if (
    token.wait.kind === 'called' &&
    old.type === 'callActivity' &&
    element.type === 'callActivity'
  )
    return old.process === element.process;
  return true;
}

/** Whether the new version waits there for anything beside the flow. */
function isWanted(to: Graph, element: Element): boolean {
  if (element.type === 'boundaryEvent')
    return Boolean(element.timer || element.message || element.signal);
  if (element.type !== 'startEvent' || element.trigger.type !== 'event') return true;
  const { timer, message, signal } = element.trigger;
  return Boolean(timer || message || signal) && to.elements.has(element.id);
}

type Renamed = { readonly state: State; readonly forgotten: readonly string[] };

function rename(state: State, from: Graph, to: Graph, mapping: Mapping): Renamed {
  const forgotten: string[] = [];
  const nameOf = (id: string): string => {
    const target = targetOf(from, to, mapping, id);
    return 'element' in target ? target.element.id : id;
  };
  const undosOf = (undos: readonly Undo[]): readonly Undo[] =>
    undos.flatMap((undo): readonly Undo[] => {
      const target = targetOf(from, to, mapping, undo.element);
      const element = 'element' in target ? target.element : null;
      const inner = undo.inner && undosOf(undo.inner);
      const canUndo = element && isActivity(element) && (element.undo !== undefined || inner);
      if (!canUndo) {
        forgotten.push(undo.element);
        return [];
      }
      return [{ ...undo, element: element.id, ...(inner ? { inner } : {}) }];
    });
  const tokens = Object.fromEntries(
    Object.entries(state.tokens).map(([id, token]) => [
      id,
      { ...token, element: nameOf(token.element) },
    ]),
  );
  const scopes = Object.entries(state.scopes ?? {}).map(([id, scope]): [string, Scope] => [
    id,
    {
      ...scope,
      element: nameOf(scope.element),
      ...(scope.undos ? { undos: undosOf(scope.undos) } : {}),
    },
  ]);
  const places = <T>(named: { readonly [place: string]: T }) =>
    Object.fromEntries(
      Object.entries(named).map(([place, value]) => {
        const [element = '', scope] = place.split(':').reverse();
        return [scope === undefined ? nameOf(element) : `${scope}:${nameOf(element)}`, value];
      }),
    );
  return {
    forgotten,
    state: {
      ...state,
      tokens,
      ...(state.scopes ? { scopes: Object.fromEntries(scopes) } : {}),
      ...(state.undos ? { undos: undosOf(state.undos) } : {}),
      ...(state.joins ? { joins: places(state.joins) } : {}),
      steps: Object.fromEntries(
        Object.entries(state.steps).map(([id, step]) => [nameOf(id), step]),
      ),
      visits: places(state.visits),
    },
  };
}

/** Events on borders and in the background that the new version has and the run does not wait for yet. */
function listenAnew(turn: Turn): readonly string[] {
  const begun: string[] = [];
  for (const host of [...turn.tokens]) {
    if (host.guards !== undefined || host.listens || isDoingAt(turn, host)) continue;
    for (const event of turn.graph.borders(host.element)) {
      if (!(event.timer || event.message || event.signal)) continue;
      const isThere = turn.tokens.some((one) => one.guards === host.id && one.element === event.id);
      if (isThere || !turn.token(host.id)) continue;
      const scope = host.scope === undefined ? {} : { scope: host.scope };
      const guard = turn.stand(event.id, null, { guards: host.id, ...scope });
      boundaryEvent.enter(turn, guard, event, 1);
      begun.push(event.id);
    }
  }
  for (const scope of [null, ...turn.scopes.all.filter(({ kind }) => kind === 'inside')]) {
    for (const { start } of turn.graph.eventStarts(scope?.element ?? null)) {
      const { trigger } = start;
      if (trigger.type !== 'event' || !(trigger.timer || trigger.message || trigger.signal))
        continue;
      const place = scope?.id;
      const isThere = turn.tokens.some(
        (one) => one.listens && one.element === start.id && one.scope === place,
      );
      if (isThere) continue;
      const belonging = {
        listens: true,
        ...(place === undefined ? {} : { scope: place }),
      } as const;
      startEvent.enter(turn, turn.stand(start.id, null, belonging), start, 1);
      begun.push(start.id);
    }
  }
  return begun;
}

function isDoingAt(turn: Turn, { scope, element }: Token): boolean {
  const around = turn.scopes.get(scope);
  return around?.kind === 'doing' && around.element === element;
}
