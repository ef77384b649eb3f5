/** A comparison in one line: “2 added, 1 changed”. What only lies elsewhere has no meaning and is left out. */
import type { Say } from '#designer/ui/diagram/say.ts';
import type { Summary } from '#engine/diff/compare.ts';

const TOLD = ['added', 'removed', 'changed'] as const;

/** `''` where nothing that has a meaning differs. */
export const summaryWords = (say: Say, summary: Summary): string => {
  const parts = TOLD.filter((kind) => summary[kind] > 0).map((kind) =>
    say(`canvas.compare.count.${kind}`, { count: summary[kind] }),
  );
  return parts.length > 0 ? say.list(parts) : '';
};
