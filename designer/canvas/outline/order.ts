/**
 * The process as a list: from the start along the flows, branch after branch, so that it reads like the drawing does.
 * What no flow reaches comes last. Depth counts the branchings on the way, for indenting.
 */
import type { Definition, Element, Flow } from '#engine/definition.ts';

export type OutlineRow = {
  readonly element: Element;
  readonly depth: number;
  readonly out: readonly Flow[];
};

const DEPTH_MAX = 6;

export const toOutline = (definition: Definition): readonly OutlineRow[] => {
  const elements = new Map(definition.elements.map((element) => [element.id, element]));
  const outgoing = new Map<string, Flow[]>();
  for (const flow of definition.flows) {
    outgoing.set(flow.from, [...(outgoing.get(flow.from) ?? []), flow]);
  }
  const seen = new Set<string>();
  const rows: OutlineRow[] = [];
  const visit = (first: string, startDepth: number) => {
    const open = [{ id: first, depth: startDepth }];
    for (let next = open.shift(); next; next = open.shift()) {
      const element = elements.get(next.id);
      if (!element || seen.has(next.id)) continue;
      seen.add(next.id);
      const out = outgoing.get(next.id) ?? [];
      rows.push({ element, depth: next.depth, out });
      const depth = Math.min(DEPTH_MAX, out.length > 1 ? next.depth + 1 : next.depth);
      open.unshift(...out.map((flow) => ({ id: flow.to, depth })));
    }
  };
  for (const { id, type } of definition.elements) if (type === 'startEvent') visit(id, 0);
  for (const { id } of definition.elements) visit(id, 0);
  return rows;
};
