/**
 * All that is said of an element or a flow, piece by piece, with the words the panel has for each place: who is assigned, a
 * queue, a variable, a condition, a text. What differs from nothing is everything, so a comparison finds the pieces.
 */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Element, Flow } from '#engine/definition.ts';
import { valueChanges } from '#engine/diff/values.ts';
import { isObject } from '#engine/json.ts';
import { changeWords, type Side } from '../compare/words.ts';

export type Place = {
  /** What the place is called: “Assigned to”. */
  readonly label: string;
  readonly text: string;
  /** As it is written in the definition, where that is something else: keys, paths of facts. */
  readonly raw: string;
};

export const placesOf = (say: Say, of: Element | Flow, side: Side): readonly Place[] => {
  const bare = 'from' in of ? { from: of.from, to: of.to } : { type: of.type };
  const { name: _, ...said } = of;
  const changes = valueChanges([], { id: of.id, ...bare }, 'from' in of ? of : said);
  return changes.map((change) => {
    const words = changeWords(say, change, { before: side, after: side, id: of.id });
    return {
      label: words.label,
      text: words.after ?? '',
      raw: [...change.path.slice(1), ...textsIn(change.after)].join(' '),
    };
  });
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
};
