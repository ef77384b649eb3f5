/** A process of any size as people draw them: a chain of steps, every fourth a choice of two ways that meet again. */
import type { Definition, Element, Flow, Point } from '#engine/definition.ts';

const COLUMNS = 24;
const STEP = { x: 272, y: 320 };
const CENTER = { x: 96, y: 32 };

export function processOf(size: number): Definition {
  const elements: Element[] = [];
  const flows: Flow[] = [];
  const layout: Record<string, Point> = {};
  const add = (element: Element, column: number, below = 0, half = CENTER) => {
    elements.push(element);
    const x = (column % COLUMNS) * STEP.x + CENTER.x - half.x;
    const y = Math.floor(column / COLUMNS) * STEP.y + below + CENTER.y - half.y;
    layout[element.id] = { x, y };
  };
  const join = (from: string, to: string, more: Partial<Flow> = {}) =>
    flows.push({ id: `f${flows.length + 1}`, from, to, ...more });
  const small = { x: 24, y: 24 };

  add({ id: 'start', type: 'startEvent', trigger: { type: 'manual' } }, 0, 0, small);
  let last: readonly string[] = ['start'];
  let column = 1;
  const next = (id: string) => {
    for (const from of last) join(from, id);
    last = [id];
  };
  for (; elements.length < size - 1; column += 1) {
    const id = `e${elements.length}`;
    if (column % 4 === 0 && elements.length < size - 4) {
      const [yes, no] = [`${id}-yes`, `${id}-no`];
      const otherwise = `f${flows.length + last.length + 2}`;
      add(
        { id, type: 'exclusiveGateway', name: `Dear ${id}?`, default: otherwise },
        column,
        0,
        small,
      );
      next(id);
      column += 1;
      add(task(yes), column);
      add(task(no), column, 112);
      const conditions = { fact: 'variables.cost', operator: 'greaterThan', value: 10 } as const;
      join(id, yes, { conditions });
      join(id, no);
      last = [yes, no];
    } else {
      add(task(id), column);
      next(id);
    }
  }
  add({ id: 'end', type: 'endEvent' }, column, 0, small);
  next('end');
  return { key: 'bench', name: `Process of ${size}`, elements, flows, layout };
}

function task(id: string): Element {
  return { id, type: 'userTask', name: `Step ${id}`, task: { assignment: { queue: 'desk' } } };
}
