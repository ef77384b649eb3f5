/** What comes before what, in a process that may lead back to where it came from. */
import type { Definition, Flow } from '#engine/definition.ts';

/** The flows that do not lead back to where the walk came from, from the starts on in the order of the drawing. */
export const withoutLoops = (definition: Definition): readonly Flow[] => {
  const outgoing = new Map<string, Flow[]>(definition.elements.map(({ id }) => [id, []]));
  for (const flow of definition.flows) {
    if (outgoing.has(flow.to)) outgoing.get(flow.from)?.push(flow);
  }
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<Flow>();
  const walk = (root: string) => {
    const stack = [{ id: root, next: 0 }];
    if (state.has(root)) return;
    state.set(root, 'open');
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const flow = outgoing.get(top.id)?.[top.next];
      top.next += 1;
      if (!flow) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(flow.to) === 'open') back.add(flow);
      else if (!state.has(flow.to)) {
        state.set(flow.to, 'open');
        stack.push({ id: flow.to, next: 0 });
      }
    }
  };
  for (const { id, type } of definition.elements) if (type === 'startEvent') walk(id);
  for (const { id } of definition.elements) walk(id);
  return [...outgoing.values()].flat().filter((flow) => !back.has(flow));
};

/** How many elements stand before each on its longest way. */
export const rankAll = (
  definition: Definition,
  flows: readonly Flow[],
): ReadonlyMap<string, number> => {
  const ranks = new Map(definition.elements.map(({ id }) => [id, 0]));
  const waiting = new Map(definition.elements.map(({ id }) => [id, 0]));
  for (const { to } of flows) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const open = definition.elements.map(({ id }) => id).filter((id) => waiting.get(id) === 0);
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const { from, to } of flows) {
      if (from !== id) continue;
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1));
      const left = (waiting.get(to) ?? 1) - 1;
      waiting.set(to, left);
      if (left === 0) open.push(to);
    }
  }
  return ranks;
};
