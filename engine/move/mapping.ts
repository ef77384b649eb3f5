/**
 * Which element of the new version stands for which of the old one: the same id unless a mapping says otherwise. Only
 * elements of one type stand for each other, since what a token waits for must keep its meaning.
 */
import type { Element } from '../definition.ts';
import type { Graph } from '../graph.ts';

/** Old element → new element; null: what stands there is given up. Elements left out keep their id. */
export type Mapping = { readonly [element: string]: string | null };

export type MoveProblem =
  /** The new version has no such element, and no mapping names another. */
  | 'gone'
  | 'other_type'
  /** It lies in another sub-process, or on the border of another activity. */
  | 'other_place'
  /** It is repeated, mapped or called otherwise than before, and the tokens inside cannot follow. */
  | 'other_shape'
  /** What is under way there can come to an outcome that the new version's element does not have. */
  | 'outcome_gone'
  /** A token on its way to a join came by a flow that the new version does not have. */
  | 'flow_gone'
  /** An answer or a call is under way that the new version would not ask for. */
  | 'under_way'
  /** What is left could never reach an end. */
  | 'would_get_stuck';

export type Target =
  | { readonly element: Element }
  | { readonly given: 'up' }
  | { readonly problem: MoveProblem };

export function targetOf(from: Graph, to: Graph, mapping: Mapping, id: string): Target {
  const old = from.elements.get(id);
  const named = Object.hasOwn(mapping, id) ? mapping[id] : id;
  if (named === null) return { given: 'up' };
  const element = named === undefined ? undefined : to.elements.get(named);
  if (!old || !element) return { problem: 'gone' };
  if (old.type !== element.type) return { problem: 'other_type' };
  if (!isSamePlace(mapping, old, element)) return { problem: 'other_place' };
  return { element };
}

function isSamePlace(mapping: Mapping, old: Element, element: Element): boolean {
  if (mapped(mapping, old.parent) !== element.parent) return false;
  if (old.type !== 'boundaryEvent' || element.type !== 'boundaryEvent') return true;
  return mapped(mapping, old.attachedTo) === element.attachedTo;
}

function mapped(mapping: Mapping, id: string | undefined): string | undefined | null {
  return id !== undefined && Object.hasOwn(mapping, id) ? mapping[id] : id;
}
