/**
 * A comparison as a list that is read from top to bottom: the process itself, then each step in the order in which the
 * process runs, its ways right behind it, and what is gone behind what it followed.
 */
import type { Definition } from '#engine/definition.ts';
import type { Change, Comparison, Difference } from '#engine/diff/compare.ts';
import { toOutline } from '../outline/order.ts';

export const KINDS = ['added', 'removed', 'changed', 'moved'] as const;
export type Kind = (typeof KINDS)[number];

export type Subject = 'process' | 'element' | 'flow' | 'note';

export type Row = {
  /** Unlike any other of the list. */
  readonly key: string;
  readonly subject: Subject;
  readonly id: string;
  readonly kind: Kind;
  readonly changes: readonly Change[];
  /** What was changed lies elsewhere too. */
  readonly isMoved: boolean;
};

export const toRows = (
  comparison: Comparison,
  before: Definition,
  after: Definition,
): readonly Row[] => {
  const order = orderOf(before, after);
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = (id: string) => places.get(id) ?? order.length;
  const sourceOf = (id: string) =>
    (after.flows.find((one) => one.id === id) ?? before.flows.find((one) => one.id === id))?.from;
  const steps = [
    ...comparison.elements.map((one) => ({ row: rowOf('element', one), at: placeOf(one.id) })),
    ...comparison.flows.map((one) => ({
      row: rowOf('flow', one),
      at: placeOf(sourceOf(one.id) ?? '') + 0.5,
    })),
  ].sort((a, b) => a.at - b.at);
  const process: readonly Row[] =
    comparison.process.length > 0
      ? [
          {
            key: 'process',
            subject: 'process',
            id: after.key,
            kind: 'changed',
            changes: comparison.process,
            isMoved: false,
          },
        ]
      : [];
  const notes = comparison.notes.map((one) => rowOf('note', one));
  return [...process, ...steps.map(({ row }) => row), ...notes].filter(isShown);
};

/** How many rows of each kind there are; what was changed and moved counts as changed. */
export const countsOf = (rows: readonly Row[]): Readonly<Record<Kind, number>> => {
  const count = (kind: Kind) => rows.filter((row) => row.kind === kind).length;
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    moved: count('moved'),
  };
};

const rowOf = (subject: Subject, { id, kind, changes, move }: Difference): Row => ({
  key: `${subject} ${id}`,
  subject,
  id,
  kind,
  changes,
  isMoved: move?.before !== undefined && move.after !== undefined,
});

/** What nobody had placed on one side is drawn where there is room, so it has not moved. */
const isShown = ({ kind, isMoved }: Row): boolean => kind !== 'moved' || isMoved;

/** The steps of both: those of `after` as it runs, and what is gone behind what it followed before. */
const orderOf = (before: Definition, after: Definition): readonly string[] => {
  const order = toOutline(after).map(({ element }) => element.id);
  const present = new Set(order);
  let last = -1;
  for (const { element } of toOutline(before)) {
    if (present.has(element.id)) last = order.indexOf(element.id);
    else {
      last += 1;
      order.splice(last, 0, element.id);
    }
  }
  return order;
};
