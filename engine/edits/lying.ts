/**
 * What lying somewhere means for an element: what goes along when it is laid elsewhere, and how a start begins there.
 * Every edit that lays something into a sub-process or out of one goes through here, so that none leaves half of it behind.
 */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element, ElementOf } from '../definition.ts';

export type SubProcess = ElementOf<'subProcess'>;
type Trigger = ElementOf<'startEvent'>['trigger'];

export function subProcess(definition: Definition, id: string | undefined): SubProcess | undefined {
  return definition.elements.find(
    (element): element is SubProcess => element.id === id && element.type === 'subProcess',
  );
}

/** An event on a border goes where its activity goes, and nowhere else; what undoes an activity goes along. */
export function movingWith(definition: Definition, ids: readonly string[]): readonly Element[] {
  const named = new Set(ids);
  for (const element of definition.elements) {
    if (named.has(element.id) && isActivity(element) && element.undo) named.add(element.undo);
  }
  return definition.elements.filter((element) =>
    element.type === 'boundaryEvent' ? named.has(element.attachedTo) : named.has(element.id),
  );
}

/** In its new scope; a start begins there what that scope is. */
export function laidInto(element: Element, scope: SubProcess | undefined): Element {
  const laid = lyingIn(element, scope?.id);
  return laid.type === 'startEvent' ? { ...laid, trigger: fitting(laid, scope) } : laid;
}

/** The same element in this sub-process, or in the process itself. */
export function lyingIn<E extends Element>(element: E, parent: string | undefined): E {
  const { parent: _, ...free } = element;
  return (parent === undefined ? free : { ...free, parent }) as E;
}

/** How a start begins that was just laid there. */
export function triggerIn(scope: SubProcess | undefined): Trigger {
  if (!scope) return { type: 'manual' };
  if (!scope.triggeredByEvent) return { type: 'inner' };
  return { type: 'event', message: { name: 'message' } };
}

/** As it began before, where one may begin so there. */
function fitting({ trigger }: ElementOf<'startEvent'>, scope: SubProcess | undefined): Trigger {
  const isOfSub = trigger.type === 'inner' || trigger.type === 'event';
  const fits = scope ? trigger.type === triggerIn(scope).type : !isOfSub;
  return fits ? trigger : triggerIn(scope);
}
