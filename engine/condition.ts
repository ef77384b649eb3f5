/**
 * Conditions over facts, in the shape json-rules-engine reads. The schema is recursive through `#/$defs/Condition`, so a
 * schema that uses `conditionRef` must carry `conditionDefs` at its root; `Condition` is the same, ready to use alone.
 * The interpreter never evaluates a condition: it asks (`chooseFlow`), because answers are recorded, not recomputed. The
 * lint and the proof do, by the same operators (`operators.ts`).
 */
import { Type } from 'typebox';
import { isObject } from './json.ts';

/** Facts are dotted names into the snapshot: `ticket.priority`, `variables.cost`, `steps.review.outcome`. */
export const FactPath = Type.String({
  pattern: '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_-]+)*$',
  maxLength: 200,
});

export const CONDITION_OPERATORS = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'startsWith',
  'endsWith',
  'matchesText',
  'isEmpty',
  'isNotEmpty',
] as const;

export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

/** One comparison. `value` is a JSON value, or `{ "fact": "ticket.queue" }` to compare with another fact. */
export type ConditionLeaf = {
  readonly fact: string;
  readonly operator: ConditionOperator;
  readonly value?: unknown;
};

export type ConditionGroup =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type Condition = ConditionLeaf | ConditionGroup;

const closed = { additionalProperties: false };

/** For use inside a schema whose root carries `conditionDefs`. */
export const conditionRef = Type.Unsafe<Condition>({ $ref: '#/$defs/Condition' });

export const conditionDefs = {
  Condition: Type.Union(
    [
      Type.Object(
        {
          fact: FactPath,
          operator: Type.Enum(CONDITION_OPERATORS),
          value: Type.Optional(
            Type.Unknown({
              description:
                'A JSON value, or `{ "fact": "ticket.queue" }` to compare with another fact.',
            }),
          ),
        },
        closed,
      ),
      Type.Object({ all: Type.Array(conditionRef, { maxItems: 100 }) }, closed),
      Type.Object({ any: Type.Array(conditionRef, { maxItems: 100 }) }, closed),
      Type.Object({ not: conditionRef }, closed),
    ],
    { description: 'A condition over facts, in the shape json-rules-engine reads.' },
  ),
};

/** A condition as a schema of its own. */
export const Condition = Type.Unsafe<Condition>({
  $ref: '#/$defs/Condition',
  $defs: conditionDefs,
});

/** Every comparison in a condition, in reading order. Total: what is not a condition has none. */
export function leavesOf(condition: Condition): readonly ConditionLeaf[] {
  const leaves: ConditionLeaf[] = [];
  const open: unknown[] = [condition];
  while (open.length > 0) {
    const node = open.shift() as Partial<
      ConditionLeaf & Record<'all' | 'any', unknown> & Record<'not', unknown>
    >;
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node.all)) open.unshift(...node.all);
    else if (Array.isArray(node.any)) open.unshift(...node.any);
    else if (node.not !== undefined) open.unshift(node.not);
    else if (typeof node.fact === 'string') leaves.push(node as ConditionLeaf);
  }
  return leaves;
}

/** Every fact a condition names, on either side of a comparison. */
export function factsIn(condition: Condition): readonly string[] {
  return leavesOf(condition).flatMap(({ fact, value }) =>
    isObject(value) && typeof value.fact === 'string' ? [fact, value.fact] : [fact],
  );
}

/** How deeply groups are nested; a lone comparison is 1. */
export function depthOf(condition: Condition): number {
  if (typeof condition !== 'object' || condition === null) return 0;
  if ('not' in condition) return 1 + depthOf(condition.not);
  const members = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return 1 + (Array.isArray(members) ? Math.max(0, ...members.map(depthOf)) : 0);
}
