/**
 * What is told of two definitions: things that came, went or say something else, and of each what exactly. It is JSON, so
 * that the API can answer with it. A change names its place by path; the lists that have keys (approvers, outcomes, form
 * fields) go by key and not by number, since a number means another thing after every insertion.
 */
import type { Point } from '../definition.ts';
import type { Group } from './groups.ts';

export type Change = {
  /** Names and keys from the thing down to what differs: `['approval', 'approvers', 'group:cab']`. */
  readonly path: readonly string[];
  /**
   * `value`: JSON; `condition`: both sides are conditions; `order`: both sides are the keys in their order; `ends`: where a
   * flow comes from and leads to; `document`: what it was imported from, of which only the name is told.
   */
  readonly kind: 'value' | 'condition' | 'order' | 'ends' | 'document';
  readonly group: Group;
  /** Absent where there was nothing. */
  readonly before?: unknown;
  readonly after?: unknown;
};

export type Move = { readonly before?: Point; readonly after?: Point };

export type Difference = {
  readonly id: string;
  /** `moved` is a place on the drawing and nothing else. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Of what was changed; empty otherwise. */
  readonly changes: readonly Change[];
  /** Also of what was changed and moved. */
  readonly move?: Move;
};

export type Comparison = {
  /** Of the process as a whole: its name, description, variables, the order of its parts. */
  readonly process: readonly Change[];
  readonly elements: readonly Difference[];
  readonly flows: readonly Difference[];
  readonly notes: readonly Difference[];
};

export type Summary = {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly moved: number;
};
