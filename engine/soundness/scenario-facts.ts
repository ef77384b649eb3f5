/**
 * The facts that a path of the proof takes for given, where they stand by themselves: instants that still lie ahead, what
 * the keys of messages are made of, and lists that are as long as the path has them.
 */

import type { Timer } from '../definition/caught.ts';
import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';
import { factsOf } from '../expression/index.ts';
import { addSeconds, toInstant } from '../instant.ts';
import { isObject } from '../json.ts';
import type { Given } from '../rehearsal/scenario.ts';
import type { Path } from './prove.ts';

const HOUR = 3_600;
const FAR = 2100;
const A_KEY = 'A-1';
/** What a scenario can be given. */
const ROOTS = ['ticket', 'requester', 'variables'] as const;

type Facts = { readonly [name: string]: unknown };

export function factsFor(definition: Definition, path: Path): Given {
  const waiting = definition.elements.flatMap((element) => waitingOf(element) ?? []);
  const timers = waiting.flatMap(({ timer }) => timer ?? []);
  const instants = timers.flatMap((timer) => ('fact' in timer ? [timer.fact] : []));
  const keys = waiting.flatMap(({ message }) => factsOf(message?.key ?? '')).filter(isOpen);
  const all: readonly (readonly [string, unknown])[] = [
    ...keys.map((fact) => [fact, A_KEY] as const),
    ...instants.map((fact, index) => [fact, `${FAR + index}-01-01T00:00:00.000Z`] as const),
    ...[...countsIn(definition, path)].map(([fact, count]) => [fact, itemsOf(count)] as const),
  ];
  let facts: Facts = {};
  for (const [fact, value] of all) facts = withFact(facts, fact.split('.'), value);
  const at = beginning(timers);
  return {
    ...(at === null ? {} : { at }),
    ...Object.fromEntries(ROOTS.flatMap((root) => (facts[root] ? [[root, facts[root]]] : []))),
  };
}

type Waiting = { readonly timer?: Timer; readonly message?: { readonly key?: string } };

function waitingOf(element: Element): Waiting | null {
  if (element.type === 'intermediateCatchEvent' || element.type === 'boundaryEvent') return element;
  const isEvent = element.type === 'startEvent' && element.trigger.type === 'event';
  return isEvent ? (element.trigger as Waiting) : null;
}

/** Before every instant that is waited for. */
function beginning(timers: readonly Timer[]): string | null {
  const instants = timers
    .flatMap((timer) => ('at' in timer ? (toInstant(timer.at) ?? []) : []))
    .sort((one, other) => Date.parse(one) - Date.parse(other));
  const [first] = instants;
  return first === undefined ? null : addSeconds(first, -HOUR);
}

/** How long the lists are that were gone through, by the facts that hold them. */
function countsIn({ elements }: Definition, path: Path): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { at, event } of path) {
    const element = elements.find(({ id }) => id === at);
    const each = element && isActivity(element) ? element.loop?.each.trim() : undefined;
    if (each === undefined || event?.type !== 'computed') continue;
    const [count] = Object.values(event.values);
    if (factsOf(each)[0] === each && typeof count === 'number' && !counts.has(each))
      counts.set(each, count);
  }
  return counts;
}

const itemsOf = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

/** Nothing that every ticket and requester has. */
const isOpen = (fact: string): boolean =>
  fact.startsWith('variables.') || fact.startsWith('ticket.custom.');

function withFact(facts: Facts, [name = '', ...rest]: readonly string[], value: unknown): Facts {
  if (rest.length === 0) return { ...facts, [name]: value };
  const inner = Object.hasOwn(facts, name) ? facts[name] : {};
  return { ...facts, [name]: withFact(isObject(inner) ? inner : {}, rest, value) };
}
