/** The table from element type to behaviour. Adding an element means one file and one line here. */
import type { Element, ElementType } from '../definition.ts';
import { approval } from './approval.ts';
import type { Behaviour } from './behaviour.ts';
import { boundaryEvent } from './boundaryEvent.ts';
import { businessRuleTask } from './businessRuleTask.ts';
import { cabReview } from './cabReview.ts';
import { callActivity } from './callActivity.ts';
import { endEvent } from './endEvent.ts';
import { eventBasedGateway } from './eventBasedGateway.ts';
import { exclusiveGateway } from './exclusiveGateway.ts';
import { inclusiveGateway } from './inclusiveGateway.ts';
import { intermediateCatchEvent } from './intermediateCatchEvent.ts';
import { intermediateThrowEvent } from './intermediateThrowEvent.ts';
import { parallelGateway } from './parallelGateway.ts';
import { serviceTask } from './serviceTask.ts';
import { startEvent } from './startEvent.ts';
import { subProcess } from './subProcess.ts';
import { userTask } from './userTask.ts';

const behaviours: { readonly [T in ElementType]: Behaviour<T> } = {
  startEvent,
  userTask,
  approval,
  cabReview,
  serviceTask,
  businessRuleTask,
  exclusiveGateway,
  inclusiveGateway,
  parallelGateway,
  eventBasedGateway,
  intermediateCatchEvent,
  boundaryEvent,
  intermediateThrowEvent,
  subProcess,
  callActivity,
  endEvent,
};

/** The behaviour of this very element; the cast only says that key and value of the table belong together. */
export function behaviourOf(element: Element): Behaviour<ElementType> | undefined {
  return Object.hasOwn(behaviours, element.type)
    ? (behaviours[element.type] as unknown as Behaviour<ElementType>)
    : undefined;
}
