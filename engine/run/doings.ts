/**
 * Activities with a scope of their own: done once for each item of a list, or once with mappings. The token that came in
 * waits as host; each doing is a token at the same element in a scope that holds the item and what the inputs make. What
 * comes out goes through `outputs` and `collect`; so a doing never sees another one's variables. Whatever cannot be
 * computed fails the doing and never its host, so that the count of what is done is not lost.
 */
import { type Activity, isActivity } from '../definition/is-activity.ts';
import { isOwn } from '../expression/index.ts';
import type { Ask } from '../messages.ts';
import { DONE } from '../ports.ts';
import type { Json, Scope, Token, Wait } from '../state.ts';
import { ITEMS_AT_ONCE, MAX_ITEMS } from '../state.ts';
import type { Turn } from '../turn.ts';
import { appended } from '../variables.ts';
import { tryCompute, type Values } from './compute.ts';
import { leaveActivity } from './leave-activity.ts';
import { noteUndo } from './undo-list.ts';

type Each = Extract<Wait, { kind: 'each' }>;

const ITEM = 'item';
/** The name under which a loop's list is computed; no input can be called so. */
const EACH = 'each ';

/** Whether this token is one doing of its activity. */
export function isDoing(turn: Turn, token: Token): boolean {
  return doingOf(turn, token) !== null;
}

/** Whether a token that comes in here is to host doings, and is not one itself. */
export function isHost(turn: Turn, token: Token, activity: Activity): boolean {
  const { loop, inputs, outputs } = activity;
  if (loop === undefined && inputs === undefined && outputs === undefined) return false;
  return !isDoing(turn, token);
}

/** What has to be computed before the first doing; inputs of a loop are computed for each item. */
export function entryQuestion({ loop, inputs = {} }: Activity): Extract<Ask, { kind: 'compute' }> {
  return { kind: 'compute', expressions: loop ? { [EACH]: loop.each } : inputs };
}

export function beginDoings(turn: Turn, host: Token, activity: Activity, attempt: number): void {
  const question = entryQuestion(activity);
  if (!Object.values(question.expressions).every(isOwn)) {
    turn.ask(host, question, attempt);
    return;
  }
  const seen = { scope: host.scope ?? null };
  const values = tryCompute(turn, host, question.expressions, seen, { attempt });
  if (values) openDoings(turn, host, activity, values);
}

/** Goes on with what was computed. */
export function openDoings(turn: Turn, host: Token, activity: Activity, values: Values): void {
  const items = activity.loop ? itemsOf(values[EACH] ?? null) : [null];
  if (items === null) {
    turn.fail(host, 'bad_expression', 'What is gone through is neither a list nor a number.');
  } else if (items.length > MAX_ITEMS) {
    turn.fail(host, 'item_limit', `At most ${MAX_ITEMS} items can be gone through.`);
  } else {
    const added = activity.loop ? { [activity.loop.as ?? ITEM]: items } : values;
    if (!turn.canCarry(host, added)) return;
    const each: Each = { kind: 'each', items, next: 0, completed: 0, results: [] };
    const waiting = turn.wait(host, each);
    if (items.length > 0) openMore(turn, waiting, each, activity, activity.loop ? {} : values);
    else if (endLoop(turn, waiting, activity, each, {})) leaveActivity(turn, waiting, DONE);
  }
}

/** A doing comes in: what its inputs make becomes its own. False when it has failed over them. */
export function prepareDoing(
  turn: Turn,
  token: Token,
  activity: Activity,
  attempt: number,
): boolean {
  const scope = doingOf(turn, token);
  if (!scope || !activity.loop) return true;
  if (!activity.inputs) return turn.canCarry(token, {}, [], { attempt });
  const each = turn.token(scope.host)?.wait;
  const loop = each?.kind === 'each' ? loopFacts(each, scope.index) : {};
  const seen = { scope: scope.id, loop };
  const values = tryCompute(turn, token, activity.inputs, seen, { attempt });
  if (!values) return false;
  if (!turn.canCarry(token, values, [], { attempt })) return false;
  turn.scopes.set({ ...scope, variables: { ...scope.variables, ...values } });
  return true;
}

/** One doing has come to its end. */
export function doneOnce(turn: Turn, token: Token, outcome: string, isSkipped: boolean): void {
  const scope = doingOf(turn, token);
  const host = turn.token(scope?.host ?? null);
  const activity = turn.graph.elements.get(token.element);
  if (!scope || host?.wait.kind !== 'each' || !activity || !isActivity(activity)) return;
  const after = counted(turn, token, activity, scope, host, { outcome, isSkipped });
  if (!after) return;
  const isOver = isEnough(turn, token, activity, host, after, outcome);
  if (isOver === null) return;
  if (isOver && !endLoop(turn, host, activity, after, { token, outcome })) return;
  noteDone(turn, host, activity, scope);
  turn.consume(token, outcome);
  turn.closeScope(scope, 'The work here is done.');
  const waiting = turn.wait(host, after);
  if (!isOver) {
    openMore(turn, waiting, after, activity, {});
    return;
  }
  for (const rest of turn.scopes.all)
    if (rest.host === host.id) turn.closeScope(rest, 'Enough of it is done.');
  leaveActivity(turn, waiting, after.outcome ?? DONE);
}

/** The round with this doing counted, or null when what comes out of it cannot be had. */
function counted(
  turn: Turn,
  token: Token,
  { loop, outputs = {} }: Activity,
  scope: Scope,
  host: Token,
  { outcome, isSkipped }: { readonly outcome: string; readonly isSkipped: boolean },
): Each | null {
  if (host.wait.kind !== 'each') return null;
  const each = host.wait;
  const asked = loop ? (loop.collect ? { value: loop.collect.value } : {}) : outputs;
  const of: Values = loop ? { outcome } : { outcome, skipped: isSkipped };
  const seen = { scope: scope.id, loop: { ...loopFacts(each, scope.index), ...of } };
  const values = tryCompute(turn, token, asked, seen, { done: outcome });
  if (!values) return null;
  const outside = { scope: scope.parent, done: outcome };
  if (!loop && !turn.mergeVariables(token, values, outside)) return null;
  const value = values.value ?? null;
  const results = loop?.collect ? withResult(each.results, scope.index ?? 0, value) : [];
  if (loop?.collect) {
    const added = { [loop.collect.into]: results };
    if (!turn.canCarry(token, added, [each.results], { done: outcome })) return null;
  }
  const isSame = each.completed === 0 || each.outcome === outcome;
  return { ...each, completed: each.completed + 1, results, outcome: isSame ? outcome : null };
}

/** By item, however they came: what is not there yet is nothing. */
function withResult(results: readonly Json[], index: number, value: Json): readonly Json[] {
  if (index === results.length) return appended(results, value);
  const all = [...results];
  while (all.length < index) all.push(null);
  all[index] = value;
  return all;
}

function isEnough(
  turn: Turn,
  token: Token,
  { loop }: Activity,
  host: Token,
  after: Each,
  outcome: string,
): boolean | null {
  if (after.completed === after.items.length) return true;
  if (loop?.until === undefined) return false;
  const seen = { scope: host.scope ?? null, loop: { ...loopFacts(after), outcome } };
  const answer = tryCompute(turn, token, { until: loop.until }, seen, { done: outcome });
  return answer && answer.until === true;
}

/** What the loop as a whole gives back. False when `token`, or the host without one, has failed over it. */
function endLoop(
  turn: Turn,
  host: Token,
  { loop, outputs = {} }: Activity,
  each: Each,
  { token = host, outcome }: { readonly token?: Token; readonly outcome?: string },
): boolean {
  if (!loop) return true;
  const results = each.items.map((_, index) => each.results[index] ?? null);
  const collected: Values = loop.collect ? { [loop.collect.into]: results } : {};
  const scope = host.scope ?? null;
  const done = outcome === undefined ? {} : { done: outcome };
  const seen = { scope, loop: { ...loopFacts(each), results }, more: collected };
  const mapped = tryCompute(turn, token, outputs, seen, done);
  return (
    mapped !== null && turn.mergeVariables(token, { ...collected, ...mapped }, { scope, ...done })
  );
}

function noteDone(turn: Turn, host: Token, activity: Activity, { id }: Scope): void {
  const place = host.scope ?? null;
  const variables = turn.scopes.get(id)?.variables ?? {};
  const inner = turn.scopes.undosOf(id);
  if (activity.undo !== undefined) noteUndo(turn, place, { element: activity.id, variables });
  else if (inner.length > 0) noteUndo(turn, place, { element: activity.id, variables, inner });
}

function openMore(turn: Turn, host: Token, each: Each, activity: Activity, inputs: Values): void {
  const { loop } = activity;
  const atOnce = loop?.sequential || !loop ? 1 : (loop.atOnce ?? ITEMS_AT_ONCE);
  let { next } = each;
  // With no room for more the others wait their turn; but one is always under way, or nothing would ever go on.
  const mayOpen = () => next - each.completed < atOnce && (next === each.completed || turn.hasRoom);
  for (; next < each.items.length && mayOpen(); next += 1) {
    const id = turn.newId('s');
    turn.scopes.set({
      id,
      kind: 'doing',
      element: activity.id,
      parent: host.scope ?? null,
      host: host.id,
      variables: loop ? { [loop.as ?? ITEM]: each.items[next] ?? null } : inputs,
      index: next,
      ...(loop || activity.outputs ? { keeps: true } : {}),
    });
    turn.send(activity.id, host.flow, id);
  }
  turn.wait(host, { ...each, next });
}

function loopFacts(each: Each, index?: number): Values {
  return {
    total: each.items.length,
    completed: each.completed,
    outcome: each.outcome ?? null,
    results: each.results,
    ...(index === undefined ? {} : { index, item: each.items[index] ?? null }),
  };
}

function doingOf(turn: Turn, token: Token): Scope | null {
  const scope = turn.scopes.get(token.scope);
  return scope?.kind === 'doing' && scope.element === token.element ? scope : null;
}

function itemsOf(value: Json): readonly Json[] | null {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null;
  // One more than may be, however large the number that a form brought in.
  const count = Math.min(value, MAX_ITEMS + 1);
  return Array.from({ length: count }, (_, index) => index + 1);
}
