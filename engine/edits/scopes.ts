/** Edits of what lies where: into a sub-process, out of it, onto another border. Flows do not cross borders: those go. */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition } from '../definition.ts';
import { withBelongings } from './belonging.ts';
import { beginsByItself } from './can-connect.ts';
import type { EditOf } from './edit.ts';
import { laidInto, lyingIn, movingWith, subProcess } from './lying.ts';
import { withoutCrossings } from './references.ts';

export function reparentElements(
  definition: Definition,
  edit: EditOf<'reparentElements'>,
): Definition {
  const target = subProcess(definition, edit.parent);
  if (edit.parent !== undefined && !target) return definition;
  const moving = movingWith(definition, edit.ids).filter(({ parent }) => parent !== edit.parent);
  const ids = new Set(moving.map(({ id }) => id));
  const inside = withBelongings(definition, ids);
  if (ids.size === 0 || inside.some(({ id }) => id === edit.parent)) return definition;
  return withoutCrossings({
    ...definition,
    elements: definition.elements.map((element) =>
      ids.has(element.id) ? laidInto(element, target) : element,
    ),
  });
}

export function attach(definition: Definition, edit: EditOf<'attach'>): Definition {
  const host = definition.elements.find(({ id }) => id === edit.to);
  const event = definition.elements.find(({ id }) => id === edit.id);
  if (!host || !isActivity(host) || event?.type !== 'boundaryEvent') return definition;
  if (beginsByItself(host)) return definition;
  const attached = { ...lyingIn(event, host.parent), attachedTo: host.id };
  const layout = edit.at ? { ...definition.layout, [event.id]: edit.at } : definition.layout;
  const elements = definition.elements.map((one) => (one === event ? attached : one));
  return withoutCrossings({ ...definition, elements, ...(layout ? { layout } : {}) });
}
