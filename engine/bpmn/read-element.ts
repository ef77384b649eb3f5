/**
 * One flow node as an element of ours, or nothing where it is none that runs. First what BPMN itself says is read, then
 * what our extension adds; a task of another tool that we cannot run becomes work by hand, so that the flow stays whole.
 */
import { Check } from 'typebox/schema';
import { conditionDefs } from '../condition.ts';
import type { Element } from '../definition.ts';
import { ELEMENT_SCHEMAS, LIMITS } from '../definition.ts';
import { isObject } from '../json.ts';
import { isTooDeep } from '../lint/schema-errors.ts';
import { HELD_AS_JSON } from './descriptor.ts';
import { applyExact } from './exact.ts';
import {
  childrenOf,
  held,
  isA,
  isTrue,
  type Node,
  nodeOf,
  nodesOf,
  numberOf,
  textOf,
} from './node.ts';
import {
  eventDefinitionsOf,
  isInterrupting,
  nameOf,
  readCaught,
  readThrown,
  startsEventSubProcess,
} from './read-events.ts';
import type { Reading } from './reading.ts';
import { isId, isKey, keyFrom } from './words.ts';

type Draft = Record<string, unknown>;

const SUPPORTED_EVENTS =
  /^bpmn:(Timer|Message|Signal|Error|Escalation|Compensate|Terminate)EventDefinition$/;

/** Whether a flow node becomes an element. What does not is kept, and so are the flows at it. */
export function isTaken(node: Node): boolean {
  if (isA(node, 'bpmn:Transaction', 'bpmn:AdHocSubProcess', 'bpmn:ComplexGateway')) return false;
  if (isA(node, 'bpmn:ChoreographyActivity')) return false;
  if (!isA(node, 'bpmn:Event')) return isA(node, 'bpmn:Activity', 'bpmn:Gateway');
  const events = eventDefinitionsOf(node);
  if (isA(node, 'bpmn:BoundaryEvent')) {
    const isOurs = held(node, 'exact') !== undefined;
    return (
      events.some(({ $type }) => SUPPORTED_EVENTS.test($type) && !/Compensate/.test($type)) ||
      (events.length === 0 && (isOurs || nodeOf(node, 'attachedToRef') !== undefined))
    );
  }
  if (isA(node, 'bpmn:StartEvent', 'bpmn:EndEvent') && !startsEventSubProcess(node)) return true;
  return events.length === 0 || events.some(({ $type }) => SUPPORTED_EVENTS.test($type));
}

export function readElement(node: Node, reading: Reading, parent: string | undefined): Element {
  const element = readWith(node, reading, parent);
  if (fits(element)) return element;
  reading.say('invalid_extension', node);
  return readWith(node, { ...reading, trusts: false }, parent);
}

const schemas = Object.fromEntries(
  Object.entries(ELEMENT_SCHEMAS).map(([type, schema]) => [
    type,
    { ...schema, $defs: conditionDefs },
  ]),
);

/** By the schema of its own type, which says more quickly than that of all. */
function fits(element: Element): boolean {
  const schema = schemas[element.type];
  return schema !== undefined && !isTooDeep(element) && Check(schema, element);
}

function readWith(node: Node, reading: Reading, parent: string | undefined) {
  const element: Draft = { id: reading.idOf(node) ?? '', ...readBase(node, reading) };
  if (parent !== undefined) element.parent = parent;
  Object.assign(element, readKind(node, reading));
  if (isA(node, 'bpmn:Activity') && isActivityType(element.type))
    readActivity(node, element, reading);
  if (reading.trusts) {
    readExtensions(node, element);
    applyExact(node, element);
  }
  return element as Element;
}

const isActivityType = (type: unknown): boolean =>
  typeof type === 'string' && !type.startsWith('intermediate');

/** Name and documentation, cut to what an element may have. */
export function readBase(node: Node, reading: Reading): { name?: string; documentation?: string } {
  const base: { name?: string; documentation?: string } = {};
  const name = textOf(node, 'name');
  if (name !== undefined) base.name = cut(node, name, LIMITS.nameLength, reading);
  const [documentation] = nodesOf(node, 'documentation');
  const text = documentation && textOf(documentation, 'text');
  if (documentation && text !== undefined && isPlain(documentation)) {
    reading.hold(documentation);
    base.documentation = cut(node, text, LIMITS.textLength, reading);
  }
  return base;
}

const isPlain = (documentation: Node): boolean => childrenOf(documentation).length === 0;

export function cut(node: Node, text: string, length: number, reading: Reading): string {
  if (text.length <= length) return text;
  reading.say('shortened', node);
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

function readKind(node: Node, reading: Reading): Draft {
  switch (node.$type) {
    case 'bpmn:StartEvent':
      return { type: 'startEvent', trigger: readTrigger(node, reading) };
    case 'bpmn:EndEvent': {
      const outcome = textOf(node, 'perdura:outcome');
      const thrown = readThrown(node, reading);
      return {
        type: 'endEvent',
        ...(outcome !== undefined && isId(outcome) ? { outcome } : {}),
        ...thrown,
      };
    }
    case 'bpmn:IntermediateCatchEvent': {
      const { timer, message, signal } = readCaught(node, reading);
      return given({ type: 'intermediateCatchEvent', timer, message, signal });
    }
    case 'bpmn:ReceiveTask':
      return {
        type: 'intermediateCatchEvent',
        message: { name: nameOf(node, node, 'messageRef', reading) },
      };
    case 'bpmn:SendTask':
      return {
        type: 'intermediateThrowEvent',
        message: { name: nameOf(node, node, 'messageRef', reading) },
      };
    case 'bpmn:IntermediateThrowEvent':
      return { type: 'intermediateThrowEvent', ...readThrown(node, reading) };
    case 'bpmn:BoundaryEvent': {
      const attachedTo = reading.idOf(nodeOf(node, 'attachedToRef')) ?? '';
      const caught = { ...readCaught(node, reading), ...notInterrupting(node) };
      return { type: 'boundaryEvent', attachedTo, ...caught };
    }
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:InclusiveGateway':
      return given({
        type: node.$type === 'bpmn:ExclusiveGateway' ? 'exclusiveGateway' : 'inclusiveGateway',
        default: reading.idOf(nodeOf(node, 'default')),
      });
    case 'bpmn:ParallelGateway':
      return { type: 'parallelGateway' };
    case 'bpmn:EventBasedGateway':
      return { type: 'eventBasedGateway' };
    case 'bpmn:SubProcess':
      return given({
        type: 'subProcess',
        triggeredByEvent: isTrue(node, 'triggeredByEvent') || undefined,
      });
    case 'bpmn:CallActivity':
      return readCall(node, reading);
    case 'bpmn:BusinessRuleTask':
      return { type: 'businessRuleTask', ruleset: readRuleset(node, reading) };
    default:
      return readTask(node, reading);
  }
}

function readTask(node: Node, reading: Reading): Draft {
  if (isA(node, 'bpmn:UserTask') && reading.trusts && isObject(held(node, 'approval')))
    return { type: 'approval' };
  if (isA(node, 'bpmn:UserTask') && reading.trusts && isObject(held(node, 'cab')))
    return { type: 'cabReview' };
  if (isA(node, 'bpmn:ServiceTask') && reading.trusts && isObject(held(node, 'action')))
    return { type: 'serviceTask' };
  if (isA(node, 'bpmn:ServiceTask', 'bpmn:ScriptTask')) reading.say('stand_in', node);
  return { type: 'userTask', task: {} };
}

function readTrigger(node: Node, reading: Reading): Draft {
  if (startsEventSubProcess(node)) {
    return { type: 'event', ...readCaught(node, reading), ...notInterrupting(node) };
  }
  const events = eventDefinitionsOf(node);
  if (events.length > 0) {
    reading.say(
      'start_event',
      node,
      events.map(({ $type }) => $type),
    );
    for (const event of events) reading.hold(event);
  }
  return { type: isA(node.$parent, 'bpmn:SubProcess') ? 'inner' : 'manual' };
}

const notInterrupting = (node: Node): Draft =>
  isInterrupting(node) ? {} : { interrupting: false };

function readCall(node: Node, reading: Reading): Draft {
  const called = textOf(node, 'calledElement');
  const named = [called, textOf(node, 'name'), node.id, 'process'].map((text) =>
    keyFrom(text ?? ''),
  );
  const process = called && isKey(called) ? called : (named.find((key) => key !== '') ?? 'process');
  if (process !== called) reading.say('unknown_process', node, called ? [called] : []);
  return given({
    type: 'callActivity',
    process,
    version: reading.trusts ? numberOf(node, 'perdura:version') : undefined,
    bound: reading.trusts ? numberOf(node, 'perdura:bound') : undefined,
  });
}

function readRuleset(node: Node, reading: Reading): string {
  const ours = textOf(node, 'perdura:ruleset');
  if (ours !== undefined && isKey(ours)) return ours;
  reading.say('unknown_ruleset', node);
  const named = [node.$attrs['camunda:decisionRef'], textOf(node, 'name'), node.id];
  const keys = named.map((name) => (typeof name === 'string' ? keyFrom(name) : ''));
  return keys.find((key) => key !== '') ?? 'ruleset';
}

function readActivity(node: Node, element: Draft, reading: Reading): void {
  if (isTrue(node, 'isForCompensation')) element.forCompensation = true;
  const undo = reading.undoOf(node);
  const handler = reading.idOf(undo?.handler);
  if (undo && handler !== undefined) {
    reading.hold(undo.boundary);
    reading.hold(undo.association);
    for (const event of eventDefinitionsOf(undo.boundary)) reading.hold(event);
    element.undo = handler;
  }
  const loop = nodeOf(node, 'loopCharacteristics');
  if (loop) readLoop(loop, element, reading);
}

function readLoop(loop: Node, element: Draft, reading: Reading): void {
  const sequential = isTrue(loop, 'isSequential') ? { sequential: true } : {};
  const ours = reading.trusts ? held(loop, 'loop') : undefined;
  const cardinality = nodeOf(loop, 'loopCardinality');
  const times = cardinality && textOf(cardinality, 'body')?.trim();
  const until = nodeOf(loop, 'completionCondition');
  if (isObject(ours)) element.loop = { ...ours, ...sequential };
  else if (times && /^\d+$/.test(times)) element.loop = { each: times, ...sequential };
  else {
    reading.say('repetition', loop);
    return;
  }
  reading.hold(loop);
  if (cardinality) reading.hold(cardinality);
  if (until && isObject(ours)) reading.hold(until);
  else if (until) reading.say('rewrite', until, [textOf(until, 'body')?.trim() ?? '']);
}

function readExtensions(node: Node, element: Draft): void {
  const own: Readonly<Record<string, readonly string[]>> = {
    startEvent: ['trigger'],
    userTask: ['task', 'inputs', 'outputs'],
    approval: ['approval', 'inputs', 'outputs'],
    cabReview: ['cab', 'inputs', 'outputs'],
    serviceTask: ['action', 'retry', 'inputs', 'outputs'],
    parallelGateway: ['join'],
  };
  const names = own[String(element.type)] ?? ['inputs', 'outputs'];
  for (const name of HELD_AS_JSON) {
    if (!names.includes(name)) continue;
    const value = held(node, name);
    if (value !== undefined) element[name] = value;
  }
}

const given = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
