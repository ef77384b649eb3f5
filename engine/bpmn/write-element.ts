/** One element as a flow node of BPMN, without what leads to others: flows, borders, what undoes it. */
import { canonicalJson } from '../canonical.ts';
import type { Activity } from '../definition/is-activity.ts';
import { isActivity } from '../definition/is-activity.ts';
import type { Element, ElementType } from '../definition.ts';
import { HELD_AS_JSON } from './descriptor.ts';
import type { Create } from './document.ts';
import type { Node } from './node.ts';
import { timerText } from './spelling.ts';
import { xmlText } from './words.ts';
import { addExtension, expression, type Said } from './write-events.ts';

const TYPES: Record<ElementType, string> = {
  startEvent: 'bpmn:StartEvent',
  userTask: 'bpmn:UserTask',
  approval: 'bpmn:UserTask',
  cabReview: 'bpmn:UserTask',
  serviceTask: 'bpmn:ServiceTask',
  businessRuleTask: 'bpmn:BusinessRuleTask',
  exclusiveGateway: 'bpmn:ExclusiveGateway',
  inclusiveGateway: 'bpmn:InclusiveGateway',
  parallelGateway: 'bpmn:ParallelGateway',
  eventBasedGateway: 'bpmn:EventBasedGateway',
  intermediateCatchEvent: 'bpmn:IntermediateCatchEvent',
  intermediateThrowEvent: 'bpmn:IntermediateThrowEvent',
  boundaryEvent: 'bpmn:BoundaryEvent',
  subProcess: 'bpmn:SubProcess',
  callActivity: 'bpmn:CallActivity',
  endEvent: 'bpmn:EndEvent',
};

export function writeElement(
  create: Create,
  element: Element,
  id: string,
  scope: Element | null,
): Node {
  const node = create(TYPES[element.type], { id });
  writeBase(create, node, element);
  switch (element.type) {
    case 'startEvent': {
      const isNative = element.trigger.type === 'event' && isEventScope(scope);
      const natural = isEventScope(scope) ? 'event' : scope ? 'inner' : 'manual';
      const isPlain = canonicalJson(element.trigger) === canonicalJson({ type: natural });
      if (!isNative && !isPlain) addExtension(create, node, 'trigger', element.trigger);
      if (isNative && element.trigger.interrupting === false) node.set('isInterrupting', false);
      if (isNative) setRepeat(node, element.trigger);
      break;
    }
    case 'boundaryEvent':
      if (element.interrupting === false) node.set('cancelActivity', false);
      setRepeat(node, element);
      break;
    case 'endEvent':
      if (element.outcome !== undefined) node.set('perdura:outcome', element.outcome);
      break;
    case 'businessRuleTask':
      node.set('perdura:ruleset', element.ruleset);
      break;
    case 'callActivity':
      node.set('calledElement', element.process);
      if (element.version !== undefined) node.set('perdura:version', element.version);
      if (element.bound !== undefined) node.set('perdura:bound', element.bound);
      break;
    case 'subProcess':
      if (element.triggeredByEvent) node.set('triggeredByEvent', true);
      break;
  }
  for (const name of HELD_AS_JSON) {
    const value = (element as Readonly<Record<string, unknown>>)[name];
    if (name === 'trigger' || value === undefined) continue;
    if (name !== 'task' || Object.keys(value as object).length > 0) {
      addExtension(create, node, name, value);
    }
  }
  if (isActivity(element)) writeActivity(create, node, element);
  return node;
}

export const isEventScope = (scope: Element | null): boolean =>
  scope?.type === 'subProcess' && scope.triggeredByEvent === true;

/** A cycle of ISO 8601 says the number itself. */
function setRepeat(node: Node, { repeat, timer }: Pick<Said, 'repeat' | 'timer'>): void {
  const isCycle = timer && timerText(timer, repeat).property === 'timeCycle';
  if (repeat !== undefined && !isCycle) node.set('perdura:repeat', repeat);
}

export function writeBase(
  create: Create,
  node: Node,
  {
    name,
    documentation,
  }: { readonly name?: string | undefined; readonly documentation?: string | undefined },
): void {
  if (name !== undefined) node.set('name', xmlText(name));
  if (documentation === undefined || documentation.trim() === '') return;
  node.set('documentation', [create('bpmn:Documentation', { text: xmlText(documentation) })]);
}

function writeActivity(create: Create, node: Node, { loop, forCompensation }: Activity): void {
  if (forCompensation) node.set('isForCompensation', true);
  if (!loop) return;
  const { sequential, ...rest } = loop;
  const characteristics = create('bpmn:MultiInstanceLoopCharacteristics', {
    ...(sequential ? { isSequential: true } : {}),
    ...(/^\d+$/.test(loop.each) ? { loopCardinality: expression(create, loop.each) } : {}),
    ...(loop.until === undefined ? {} : { completionCondition: expression(create, loop.until) }),
  });
  addExtension(create, characteristics, 'loop', rest);
  characteristics.$parent = node;
  node.set('loopCharacteristics', characteristics);
}
