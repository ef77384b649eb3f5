/** Whether a flow may be drawn, asked by the canvas while the line is still being pulled. */

import { isActivity } from '../definition/is-activity.ts';
import type { Definition, Element } from '../definition.ts';

export type ConnectRefusal =
  | 'unknown_element'
  | 'same_element'
  /** What begins by itself: a start, an event on a border, an event sub-process. */
  | 'into_start'
  | 'out_of_end'
  /** What only undoes another has no flows. */
  | 'undoes'
  /** Flows never cross the border of a sub-process. */
  | 'other_scope'
  /** Behind an event-based gateway stand catch events of its own. */
  | 'no_race'
  | 'already_connected';

/** Why this flow may not be, or null when it may. */
export function canConnect(
  definition: Definition,
  from: string,
  to: string,
  port?: string,
): ConnectRefusal | null {
  const source = definition.elements.find((element) => element.id === from);
  const target = definition.elements.find((element) => element.id === to);
  if (!source || !target) return 'unknown_element';
  if (from === to) return 'same_element';
  if (beginsByItself(target)) return 'into_start';
  if (source.type === 'endEvent' || isEventSub(source)) return 'out_of_end';
  if (undoes(source) || undoes(target)) return 'undoes';
  if (source.parent !== target.parent) return 'other_scope';
  if (!mayRace(definition, source, target)) return 'no_race';
  const isThere = definition.flows.some(
    (flow) => flow.from === from && flow.to === to && flow.port === port,
  );
  return isThere ? 'already_connected' : null;
}

/** No flow leads to it, wherever it lies. */
export function beginsByItself(element: Element): boolean {
  return element.type === 'startEvent' || element.type === 'boundaryEvent' || isEventSub(element);
}

function isEventSub(element: Element): boolean {
  return element.type === 'subProcess' && element.triggeredByEvent === true;
}

function undoes(element: Element): boolean {
  return isActivity(element) && element.forCompensation === true;
}

function mayRace(definition: Definition, source: Element, target: Element): boolean {
  const others = definition.flows.filter(({ to }) => to === target.id);
  const isOfRace = others.some(
    ({ from }) => definition.elements.find(({ id }) => id === from)?.type === 'eventBasedGateway',
  );
  if (source.type !== 'eventBasedGateway') return !isOfRace;
  return target.type === 'intermediateCatchEvent' && others.every(({ from }) => from === source.id);
}
