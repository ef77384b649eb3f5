/**
 * Definitions written in a line or two. `process('start > a > end', …)` reads arrows as flows (`a -approved> b` leaves by
 * a port, `g -?cost> b` under the named condition) and takes elements from the table, or by their id: `start*`, `end*`,
 * `x*` (exclusive), `p*` (parallel); everything else is a user task.
 */
import type { Condition } from '#engine/condition.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';

/** An element without its id, or with other fields than those its id suggests. */
type Sketch = {
  readonly [id: string]: { readonly type?: string; readonly [field: string]: unknown };
};

export function process(
  drawing: string,
  sketch: Sketch = {},
  conditions: { readonly [name: string]: Condition } = {},
): Definition {
  const ids = new Set<string>();
  const flows: Flow[] = [];
  for (const line of drawing.split(/[\n;]/)) {
    const parts = line.trim().split(/\s*(-[\w?]+>|>)\s*/);
    for (const [index, part] of parts.entries()) {
      if (index % 2 === 1 || part === '') continue;
      ids.add(part);
      const arrow = parts[index - 1];
      const from = parts[index - 2];
      if (arrow && from) flows.push(flowOf(`f${flows.length + 1}`, from, part, arrow.slice(1, -1)));
    }
  }
  for (const id of Object.keys(sketch)) ids.add(id);
  const elements = [...ids].map(
    (id) => ({ id, name: id, ...(sketch[id]?.type ? {} : guess(id)), ...sketch[id] }) as Element,
  );
  return { key: 'test', name: 'Test', elements, flows };

  function flowOf(id: string, from: string, to: string, mark: string): Flow {
    if (mark === '') return { id, from, to };
    const condition = conditions[mark.slice(1)];
    if (mark.startsWith('?') && condition) return { id, from, to, conditions: condition };
    return { id, from, to, port: mark };
  }
}

function guess(id: string): object {
  if (id.startsWith('start')) return { type: 'startEvent', trigger: { type: 'manual' } };
  if (id.startsWith('end')) return { type: 'endEvent' };
  if (/^x\d*$/.test(id)) return { type: 'exclusiveGateway' };
  if (/^p\d*$/.test(id)) return { type: 'parallelGateway' };
  return { type: 'userTask', task: {} };
}

export const comment = { type: 'serviceTask', action: { type: 'comment', body: 'Hello' } };
export const call = {
  type: 'serviceTask',
  action: { type: 'httpRequest', method: 'POST', url: 'https://example.test/' },
};
export const approval = {
  type: 'approval',
  approval: { mode: 'any', approvers: [{ role: 'admin' }] },
};
export const review = { type: 'cabReview', cab: { board: 'change-board' } };
export const wait = (timer: object): { type: string; timer: object } => ({
  type: 'intermediateCatchEvent',
  timer,
});
export const when = (
  fact: string,
  operator: 'equal' | 'greaterThan',
  value: unknown,
): Condition => ({
  all: [{ fact, operator, value }],
});
