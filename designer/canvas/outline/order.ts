/**
 * The process as a list: from the start along the flows, branch after branch, and what follows a join after all that lead
 * to it, so that it reads as the process runs. What lies in a sub-process, on the border of a step, or undoes it comes right
 * after it, one step further in. What no flow reaches comes last. Depth counts the branchings and the parts one is in.
 */
import { withoutLoops } from '#designer/ui/diagram/ranks.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';

export type OutlineRow = {
  readonly element: Element;
  readonly depth: number;
  readonly out: readonly Flow[];
  /** The sub-process it lies in. */
  readonly scope?: Element;
};

const DEPTH_MAX = 10;

export const toOutline = (definition: Definition): readonly OutlineRow[] => {
  const rows: OutlineRow[] = [];
  const told = new Set<string>();
  const tell = (scope: Element | undefined, depth: number) => {
    for (const row of rowsOf(definition, scope)) {
      if (told.has(row.element.id)) continue;
      told.add(row.element.id);
      rows.push({ ...row, depth: Math.min(DEPTH_MAX, row.depth + depth) });
      if (row.element.type === 'subProcess') tell(row.element, row.depth + depth + 1);
    }
  };
  tell(undefined, 0);
  // What lies in something that is not there, or in itself, is still told.
  for (const element of definition.elements) {
    if (told.has(element.id)) continue;
    const out = definition.flows.filter(({ from }) => from === element.id);
    rows.push({ element, depth: 0, out });
  }
  return rows;
};

const rowsOf = (definition: Definition, scope: Element | undefined): readonly OutlineRow[] => {
  const own = definition.elements.filter(({ parent }) => parent === scope?.id);
  const elements = new Map(own.map((element) => [element.id, element]));
  const hanging = own.flatMap((element) => hangingOn(element, elements));
  const inner = definition.flows.filter(({ from, to }) => elements.has(from) && elements.has(to));
  const forward = withoutLoops({ ...definition, elements: own, flows: [...hanging, ...inner] });
  const isHanging = new Set(hanging);
  const waiting = new Map(own.map(({ id }) => [id, 0]));
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
      rows.push({ element, depth, out, ...(scope ? { scope } : {}) });
      const ready: string[] = [];
      for (const flow of forward) {
        if (flow.from !== id) continue;
        const { to } = flow;
        const next = isHanging.has(flow) || out.length > 1 ? depth + 1 : depth;
        depths.set(to, Math.min(depths.get(to) ?? next, next));
        const left = (waiting.get(to) ?? 1) - 1;
        waiting.set(to, left);
        if (left === 0) ready.push(to);
      }
      open.unshift(...ready);
    }
  };
  const roots = own.filter(({ id }) => waiting.get(id) === 0);
  const starts = roots.filter(({ type }) => type === 'startEvent');
  for (const { id } of [...starts, ...roots.filter((root) => !starts.includes(root))]) visit(id);
  return rows;
};

/** An event on a border follows its activity, and so does what undoes it. */
const hangingOn = (element: Element, elements: ReadonlyMap<string, Element>): readonly Flow[] => {
  const from = (id: string, to: string): readonly Flow[] =>
    elements.has(id) && elements.has(to) && id !== to ? [{ id: `${id} ${to}`, from: id, to }] : [];
  if (element.type === 'boundaryEvent') return from(element.attachedTo, element.id);
  return isActivity(element) && element.undo !== undefined ? from(element.id, element.undo) : [];
};
