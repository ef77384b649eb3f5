/** What the language lets come after an element, so that nothing is offered that would be refused. */

import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { applyEdit, canConnect } from '#engine/edits.ts';
import type { Template } from '../templates.ts';
import { BORDERS, FOLLOWERS, TEMPLATES } from '../templates.ts';
import { canHaveBorder } from './borders.ts';
import { create } from './new-element.ts';

/** Whether a flow may lead from here to a new one of these. */
export const mayFollow = (definition: Definition, source: Element, template: Template): boolean => {
  const element = create(definition, template, source.parent);
  const added = applyEdit(definition, { type: 'addElement', element });
  return canConnect(added, source.id, element.id) === null;
};

export const followersOf = (definition: Definition, source: Element): readonly Template[] =>
  FOLLOWERS.filter((template) => mayFollow(definition, source, template));

/** What may follow, what may lie on its border, and what begins beside it. */
export const offeredAfter = (definition: Definition, source: Element): readonly Template[] => [
  ...followersOf(definition, source),
  ...(canHaveBorder(source) ? BORDERS : []),
  ...TEMPLATES.filter(({ begins }) => begins === 'event'),
];

/** Whether a flow may leave it. */
export const canLead = (element: Element): boolean =>
  element.type !== 'endEvent' &&
  !(element.type === 'subProcess' && element.triggeredByEvent) &&
  !(isActivity(element) && element.forCompensation);
