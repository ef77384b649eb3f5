/** Drawings with sub-processes: `process` draws all elements in one line, and this says which of them lie in which. */
import type { Definition, Element } from '#engine/definition.ts';

export const inner = { type: 'startEvent', trigger: { type: 'inner' } };
export const sub = { type: 'subProcess' };
export const eventSub = { type: 'subProcess', triggeredByEvent: true };
/** The start of an event sub-process. */
export const on = (event: object): { type: string; trigger: object } => ({
  type: 'startEvent',
  trigger: { type: 'event', ...event },
});
/** An event on the border of an activity. */
export const border = (
  attachedTo: string,
  event: object,
): { type: string; attachedTo: string } => ({
  type: 'boundaryEvent',
  attachedTo,
  ...event,
});

/** `inside`: the ids that lie in each sub-process, parted by blanks. */
export function nested(
  definition: Definition,
  inside: { readonly [sub: string]: string },
): Definition {
  const parents = new Map(
    Object.entries(inside).flatMap(([parent, ids]) => ids.split(' ').map((id) => [id, parent])),
  );
  const elements = definition.elements.map((element): Element => {
    const parent = parents.get(element.id);
    return parent === undefined ? element : { ...element, parent };
  });
  return { ...definition, elements };
}
