/** A new element as its template has it, under a free id, and complete in the scope it is made in. */
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { FRAME_PADDING, sizeOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { freeId } from '#engine/edits.ts';
import type { Template } from '../templates.ts';

export type Made = { readonly edit: Edit; readonly element: Element };

export const create = (
  definition: Definition,
  template: Template,
  scope: string | undefined,
): Element => {
  // Templates of one type and several kinds make ids of the type alone.
  const id = freeId(definition, template.id.split('-')[0] ?? template.id);
  const element = template.create(id);
  const laid: Element = scope === undefined ? element : { ...element, parent: scope };
  return laid.type === 'startEvent' ? { ...laid, trigger: triggerIn(definition, scope) } : laid;
};

export const triggerIn = (definition: Definition, scope: string | undefined) => {
  const sub = definition.elements.find(({ id }) => id === scope);
  if (sub?.type !== 'subProcess') return { type: 'manual' } as const;
  if (!sub.triggeredByEvent) return { type: 'inner' } as const;
  return { type: 'event', message: { name: 'message' } } as const;
};

/** A new sub-process is not empty: a start, an end, and a flow between them to put the first step on. */
export const contentsOf = (
  definition: Definition,
  sub: Element,
  { begins }: Template,
  at: Point,
): readonly Edit[] => {
  if (!begins) return [];
  const taken = new Set([sub.id]);
  const start = freeId(definition, 'start', taken);
  const end = freeId(definition, 'end', new Set([...taken, start]));
  const y = at.y + (sizeOf('subProcess').height - sizeOf('startEvent').height) / 2;
  const right = sizeOf('subProcess').width - FRAME_PADDING.right - sizeOf('endEvent').width;
  return [
    {
      type: 'addElement',
      element: {
        id: start,
        type: 'startEvent',
        trigger:
          begins === 'inner'
            ? { type: 'inner' }
            : { type: 'event', message: { name: 'message' }, interrupting: false },
        parent: sub.id,
      },
      at: { x: at.x + FRAME_PADDING.left, y },
    },
    {
      type: 'addElement',
      element: { id: end, type: 'endEvent', parent: sub.id },
      at: { x: at.x + right, y },
    },
    { type: 'connect', from: start, to: end },
  ];
};
