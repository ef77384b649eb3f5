/** Edits as people make them on an imported process: rename, move, add, take away, lead elsewhere, turn into something else. */
import fc from 'fast-check';
import type { Definition, Element, Flow } from '#engine/definition.ts';

export type Slip = { readonly kind: number; readonly one: number; readonly other: number };

export const edits: fc.Arbitrary<readonly Slip[]> = fc.array(
  fc.record({ kind: fc.nat(8), one: fc.nat(200), other: fc.nat(200) }),
  { minLength: 1, maxLength: 5 },
);

export const edited = (definition: Definition, slips: readonly Slip[]): Definition =>
  slips.reduce(edit, definition);

function edit(definition: Definition, { kind, one, other }: Slip, index: number): Definition {
  const { elements, flows } = definition;
  const element = elements[one % elements.length];
  const flow = flows[one % Math.max(1, flows.length)];
  const target = elements[other % elements.length];
  if (!element || !target) return definition;
  const put = (changed: Element): Definition => ({
    ...definition,
    elements: elements.map((each) => (each === element ? changed : each)),
  });
  switch (kind) {
    case 0:
      return put({ ...element, name: `Renamed ${other}`, documentation: 'Why' });
    case 1:
      return {
        ...definition,
        layout: { ...definition.layout, [element.id]: { x: one * 7, y: other * 3 } },
      };
    case 2:
      return without(definition, element.id);
    case 3: {
      if (!flow) return definition;
      const id = `new_${index}_${one}`;
      const parent = elements.find((each) => each.id === flow.from)?.parent;
      const decides =
        other % 2 === 0
          ? ({
              type: 'approval',
              approval: { mode: 'any', approvers: [{ role: 'admin' }] },
            } as const)
          : ({ type: 'cabReview', cab: { board: 'change-board', message: 'Soon?' } } as const);
      const task: Element = {
        id,
        name: 'Look at it',
        ...decides,
        ...(parent === undefined ? {} : { parent }),
      };
      const after: Flow = { id: `${id}_f`, from: id, to: flow.to, port: 'approved' };
      return {
        ...definition,
        elements: [...elements, task],
        flows: [...flows.map((each) => (each === flow ? { ...each, to: id } : each)), after],
        layout: { ...definition.layout, [id]: { x: 10, y: 20 } },
      };
    }
    case 4:
      return {
        ...definition,
        flows: flows.map((each) => (each === flow ? { ...each, to: target.id } : each)),
      };
    case 5: {
      if (element.type !== 'userTask') return definition;
      const { task: _, ...rest } = element;
      return put({ ...rest, type: 'serviceTask', action: { type: 'comment', body: 'Hello' } });
    }
    case 6:
      return {
        ...definition,
        flows: flows.map((each) =>
          each === flow
            ? { ...each, conditions: { fact: 'ticket.priority', operator: 'lessThan', value: 3 } }
            : each,
        ),
      };
    case 7:
      if (element.type === 'intermediateCatchEvent') {
        const { message: _m, signal: _s, ...rest } = element;
        return put({ ...rest, timer: { after: { businessHours: 8 } } });
      }
      return { ...definition, elements: [...elements].reverse(), flows: [...flows].reverse() };
    default:
      return element.type === 'boundaryEvent' || element.type === 'startEvent'
        ? definition
        : put({ ...element, documentation: 'Said anew' });
  }
}

/** Takes an element away with all that lies in it, leads to it or stands on its border. */
function without(definition: Definition, id: string): Definition {
  const gone = new Set([id]);
  for (let size = 0; size !== gone.size; ) {
    size = gone.size;
    for (const one of definition.elements) {
      const host = one.type === 'boundaryEvent' ? one.attachedTo : undefined;
      if (gone.has(one.parent ?? '') || gone.has(host ?? '')) gone.add(one.id);
    }
  }
  const layout = Object.entries(definition.layout ?? {}).filter(([one]) => !gone.has(one));
  return {
    ...definition,
    elements: definition.elements
      .filter((one) => !gone.has(one.id))
      .map((one): Element => {
        if (!('undo' in one) || !gone.has(one.undo ?? '')) return one;
        const { undo: _, ...rest } = one;
        return rest as Element;
      }),
    flows: definition.flows.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
    ...(definition.layout ? { layout: Object.fromEntries(layout) } : {}),
  };
}
