/** How many open threads lie on what is drawn: those of what a box hides are counted at the box. */

import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import type { Layer } from '../diagram/drawn.ts';
import type { Thread } from './threads.ts';

export const countsOf = (
  definition: Definition,
  open: readonly Pick<Thread, 'element'>[],
): ReadonlyMap<string, number> => {
  const here = new Set(definition.elements.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const { element } of open) {
    if (element === null || !here.has(element)) continue;
    const shown = shownFor(definition, element);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return counts;
};

/** Said with each element to who cannot see the marks; the marks themselves are drawn apart. */
export const commentLayer = (
  say: Say,
  definition: Definition,
  open: readonly Pick<Thread, 'element'>[],
): Layer | null => {
  const counts = countsOf(definition, open);
  if (counts.size === 0) return null;
  const elements = [...counts].map(
    ([id, count]) =>
      [id, { tokens: 0, isBreak: false, said: say('canvas.comments.count', { count }) }] as const,
  );
  return { elements: new Map(elements), flows: new Map() };
};
