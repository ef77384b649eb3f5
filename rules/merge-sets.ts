/** What several rules that hold set together. */
import type { Json } from '#engine/json.ts';
import { fillDeep } from '#engine/template.ts';
import type { Facts } from './evaluate.ts';
import type { Rule, Ruleset } from './ruleset.ts';

type Variables = { readonly [name: string]: Json };

/** Texts are filled from the facts. Where nothing can be added up, what is later counts. */
export function mergeSets(
  sets: readonly Rule['set'][],
  hitPolicy: Ruleset['hitPolicy'],
  facts: Facts,
): Variables {
  const merged = new Map<string, Json>();
  for (const set of sets)
    for (const [name, value] of Object.entries(set)) {
      const next = fillDeep(value, facts);
      const before = merged.get(name);
      merged.set(name, hitPolicy === 'sum' && before !== undefined ? added(before, next) : next);
    }
  return Object.fromEntries(merged);
}

/** Whether the two are added up rather than one taken for the other. */
export const isAddedUp = (one: unknown, other: unknown): boolean =>
  (typeof one === 'number' && typeof other === 'number') ||
  (Array.isArray(one) && Array.isArray(other));

function added(before: Json, next: Json): Json {
  // What nobody has answered adds nothing, wherever it stands.
  if (next === null) return before;
  if (before === null) return next;
  if (typeof before === 'number' && typeof next === 'number') return before + next;
  return Array.isArray(before) && Array.isArray(next) ? [...before, ...next] : next;
}
