/** Puts a new element into a flow, between the two it joins. */
import type { LabelOf } from '#designer/ui/diagram/labels.ts';
import type { Definition, Flow } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import { gapFor, roomBetween, withRoom } from '../placement.ts';
import type { Template } from '../templates.ts';
import { batch } from './batch.ts';
import { mayFollow } from './followers.ts';
import type { Made } from './new-element.ts';
import { contentsOf, create } from './new-element.ts';

export const insertOn = (
  definition: Definition,
  flow: Flow,
  template: Template,
  wordsOf: LabelOf = (one) => one.port ?? '',
): Made | undefined => {
  const source = definition.elements.find(({ id }) => id === flow.from);
  if (!source || !mayFollow(definition, source, template)) return undefined;
  const element = create(definition, template, source.parent);
  const { at, moved } = roomBetween(definition, flow.from, flow.to, element.type, {
    before: gapFor(wordsOf(flow)),
    after: gapFor(portsOf(element)[0] ?? ''),
  });
  const edits: Edit[] = [{ type: 'insertOnFlow', flow: flow.id, element, at }];
  if (Object.keys(moved).length > 0) edits.push({ type: 'moveElements', positions: moved });
  edits.push(...contentsOf(definition, element, template, at));
  return { element, edit: withRoom(definition, batch(edits), source.parent) };
};
