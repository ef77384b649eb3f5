/** Which findings show at which element and flow. */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Definition } from '#engine/definition.ts';
import type { Finding, Level } from '#engine/lint/index.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'hint'];

export type Levels = ReadonlyMap<string, { readonly level: Level; readonly count: number }>;

/**
 * The worst level and the number of findings of each element and flow. A finding of a flow counts for that alone; what is
 * found inside of a collapsed sub-process counts for its box.
 */
export const levelsOf = (definition: Definition, findings: readonly Finding[]): Levels => {
  const levels = new Map<string, { level: Level; count: number }>();
  const sources = new Map(definition.flows.map(({ id, from }) => [id, from]));
  for (const { element, flow, level } of findings) {
    const lies = (flow === undefined ? undefined : sources.get(flow)) ?? element;
    const box = lies === undefined ? undefined : shownFor(definition, lies);
    for (const id of new Set([box === lies ? (flow ?? element) : box])) {
      if (!id) continue;
      const known = levels.get(id);
      const worse = !known || LEVELS.indexOf(level) < LEVELS.indexOf(known.level);
      levels.set(id, { level: worse ? level : known.level, count: (known?.count ?? 0) + 1 });
    }
  }
  return levels;
};
