/**
 * The process as a list: from the start along the flows, branch after branch, and what follows a join after all that lead
 * to it, so that it reads as the process runs. What no flow reaches comes last. Depth counts the branchings one is in.
 */
import { withoutLoops } from '#designer/ui/diagram/arrange.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';

export type OutlineRow = {
  readonly element: Element;
  readonly depth: number;
  readonly out: readonly Flow[];
};

const DEPTH_MAX = 6;

export const toOutline = (definition: Definition): readonly OutlineRow[] => {
  const forward = withoutLoops(definition);
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  const waiting = new Map(definition.elements.map(({ id }) => [id, 0]));
  for (const { to } of forward) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const joins = new Set([...waiting].filter(([, count]) => count > 1).map(([id]) => id));
  const depths = new Map<string, number>();
  const rows: OutlineRow[] = [];

  const visit = (first: string) => {
    const open = [first];
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      const element = elements.get(id);
      if (!element) continue;
      const depth = Math.max(0, (depths.get(id) ?? 0) - (joins.has(id) ? 1 : 0));
      const out = definition.flows.filter((flow) => flow.from === id);
      rows.push({ element, depth: Math.min(depth, DEPTH_MAX), out });
      const inner = out.length > 1 ? depth + 1 : depth;
      const ready: string[] = [];
      for (const { from, to } of forward) {
        if (from !== id) continue;
        depths.set(to, Math.min(depths.get(to) ?? inner, inner));
        const left = (waiting.get(to) ?? 1) - 1;
        waiting.set(to, left);
        if (left === 0) ready.push(to);
      }
      open.unshift(...ready);
    }
  };
  const roots = definition.elements.filter(({ id }) => waiting.get(id) === 0);
  const starts = roots.filter(({ type }) => type === 'startEvent');
  for (const { id } of [...starts, ...roots.filter((root) => !starts.includes(root))]) visit(id);
  return rows;
};
