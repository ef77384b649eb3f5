/** Puts a new element after another, with the flow that leads to it. */
import type { LabelOf } from '#designer/ui/diagram/labels.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { shapeOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { gapFor, placeAfter, placeNear, pointBelow, withRoom } from '../placement.ts';
import type { Template } from '../templates.ts';
import { addIn } from './add.ts';
import { attachNew } from './attach.ts';
import { batch } from './batch.ts';
import { freePort } from './connect.ts';
import { mayFollow } from './followers.ts';
import { insertOn } from './insert.ts';
import type { Made } from './new-element.ts';
import { contentsOf, create } from './new-element.ts';

/**
 * A new element after another. Leaves by `port`, else by the first way out that is not yet used; where every way is
 * used and the element is no gateway, the new one goes in between, because nobody can leave twice. Events for a border are
 * laid onto it, and what begins by an event stands below it.
 */
export const append = (
  definition: Definition,
  source: Element,
  template: Template,
  options: { readonly port?: string; readonly at?: Point; readonly wordsOf?: LabelOf } = {},
): Made | undefined => {
  if (template.group === 'borders') return attachNew(definition, source, template);
  const scope = source.parent;
  if (template.id === 'startEvent' || template.begins === 'event') {
    const near = options.at ?? pointBelow(definition, source);
    return addIn(definition, template, near, scope);
  }
  if (!mayFollow(definition, source, template)) return undefined;
  const port = options.port ?? freePort(definition, source);
  const used = definition.flows.find((flow) => flow.from === source.id && flow.port === port);
  if (used && !options.at && !isGateway(source)) {
    return insertOn(definition, used, template, options.wordsOf);
  }
  const element = create(definition, template, scope);
  const at = options.at
    ? placeNear(definition, element.type, options.at, scope)
    : placeAfter(definition, source.id, element.type, gapFor(port ?? ''));
  const edit = batch([
    { type: 'addElement', element, at },
    ...contentsOf(definition, element, template, at),
    { type: 'connect', from: source.id, to: element.id, ...(port ? { port } : {}) },
  ]);
  return { element, edit: withRoom(definition, edit, scope) };
};

const isGateway = ({ type }: Element): boolean => shapeOf(type) === 'diamond';
