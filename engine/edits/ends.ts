/**
 * How the ends inside of a sub-process and the ways on from it answer each other: the outcome of an end is the port of
 * the flow that leads on. A sub-process is made of steps, and dissolved into them, by the same rule.
 */
import type { Definition, Element, ElementOf, Flow } from '../definition.ts';
import { DONE } from '../ports.ts';

export type End = ElementOf<'endEvent'>;

/** An end that does nothing but end. */
export function isPlainEnd(element: Element): boolean {
  if (element.type !== 'endEvent') return false;
  const { terminate, error, escalation, signal, message, compensation } = element;
  return !(terminate || error || escalation || signal || message || compensation);
}

/** By the flow of its outcome, else by the plain one. */
export function waysOn(out: readonly Flow[], end: End): readonly Flow[] {
  const named = out.filter(({ port }) => port === (end.outcome ?? DONE));
  return named.length > 0 ? named : out.filter(({ port }) => port === undefined);
}

/** What the way on is called: after what it leads to, in words where those make a key that is not taken. */
export function outcomeFor(
  definition: Definition,
  target: string,
  taken: ReadonlySet<string>,
): string {
  const name = definition.elements.find(({ id }) => id === target)?.name ?? '';
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);
  return words === '' || words === DONE || taken.has(words) ? target : words;
}
