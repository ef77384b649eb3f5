/** What an event waits for or throws, out of its event definitions. */

import type { Static } from 'typebox';
import { Check } from 'typebox/schema';
import type { BoundaryEvent, EndEvent } from '../definition.ts';
import { Timer } from '../definition.ts';
import { isObject } from '../json.ts';
import { held, isA, isTrue, type Node, nodeOf, nodesOf, numberOf, textOf } from './node.ts';
import type { Reading } from './reading.ts';
import { parseTimer, type ReadTimer, type TimerText, timerText } from './spelling.ts';
import { codeFrom } from './words.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Caught = Pick<
  Static<typeof BoundaryEvent>,
  'timer' | 'message' | 'signal' | 'error' | 'escalation' | 'repeat'
>;
type Thrown = Pick<
  Static<typeof EndEvent>,
  'escalation' | 'signal' | 'message' | 'compensation' | 'error' | 'terminate'
>;

const CATCHING: Readonly<Record<string, readonly string[]>> = {
  'bpmn:IntermediateCatchEvent': ['Timer', 'Message', 'Signal'],
  'bpmn:BoundaryEvent': ['Timer', 'Message', 'Signal', 'Error', 'Escalation'],
  'bpmn:StartEvent': ['Timer', 'Message', 'Signal', 'Error', 'Escalation'],
};

/** The definitions that are read; the first of each kind. Whatever else there is, is told. */
export function readableEvents(node: Node, reading: Reading): readonly Node[] {
  const kinds = new Set(
    CATCHING[node.$type] ?? [
      'Message',
      'Signal',
      'Escalation',
      'Compensate',
      ...(node.$type === 'bpmn:EndEvent' ? ['Error', 'Terminate'] : []),
    ],
  );
  return eventDefinitionsOf(node).filter((event) => {
    const isRead = kinds.delete(event.$type.slice('bpmn:'.length, -'EventDefinition'.length));
    if (!isRead) reading.say('not_run', event);
    return isRead;
  });
}

export const eventDefinitionsOf = (node: Node): readonly Node[] => [
  ...nodesOf(node, 'eventDefinitions'),
  ...(isA(node, 'bpmn:CatchEvent', 'bpmn:ThrowEvent') ? nodesOf(node, 'eventDefinitionRef') : []),
];

export function readCaught(node: Node, reading: Reading): Caught {
  const caught: Mutable<Caught> = {};
  for (const event of readableEvents(node, reading)) {
    reading.hold(event);
    switch (event.$type) {
      case 'bpmn:TimerEventDefinition': {
        const read = readTimer(event, reading);
        if (read) caught.timer = read.timer as Caught['timer'];
        if (read?.repeat !== undefined && node.$type !== 'bpmn:IntermediateCatchEvent') {
          caught.repeat = read.repeat;
        }
        break;
      }
      case 'bpmn:MessageEventDefinition':
        caught.message = {
          ...rest(event, 'message', reading),
          name: nameOf(event, node, 'messageRef', reading),
        };
        break;
      case 'bpmn:SignalEventDefinition':
        caught.signal = {
          ...rest(event, 'signal', reading),
          name: nameOf(event, node, 'signalRef', reading),
        };
        break;
      case 'bpmn:ErrorEventDefinition':
        caught.error = { ...rest(event, 'error', reading), ...codeOf(event, 'errorRef', reading) };
        break;
      default:
        caught.escalation = {
          ...rest(event, 'escalation', reading),
          ...codeOf(event, 'escalationRef', reading),
        };
    }
  }
  const repeat = numberOf(node, 'perdura:repeat');
  if (repeat !== undefined && reading.trusts) caught.repeat = repeat;
  return caught;
}

export function readThrown(node: Node, reading: Reading): Thrown {
  const thrown: Mutable<Thrown> = {};
  for (const event of readableEvents(node, reading)) {
    reading.hold(event);
    switch (event.$type) {
      case 'bpmn:MessageEventDefinition':
        thrown.message = {
          ...rest(event, 'message', reading),
          name: nameOf(event, node, 'messageRef', reading),
        };
        break;
      case 'bpmn:SignalEventDefinition':
        thrown.signal = {
          ...rest(event, 'signal', reading),
          name: nameOf(event, node, 'signalRef', reading),
        };
        break;
      case 'bpmn:EscalationEventDefinition':
        thrown.escalation = {
          ...rest(event, 'escalation', reading),
          code: codeOf(event, 'escalationRef', reading).code ?? madeUp(event, node, reading),
        };
        break;
      case 'bpmn:ErrorEventDefinition':
        thrown.error = {
          ...rest(event, 'error', reading),
          code: codeOf(event, 'errorRef', reading).code ?? madeUp(event, node, reading),
        };
        break;
      case 'bpmn:CompensateEventDefinition': {
        const activity = reading.idOf(nodeOf(event, 'activityRef'));
        thrown.compensation = activity === undefined ? {} : { activity };
        break;
      }
      default:
        thrown.terminate = true;
    }
  }
  return thrown;
}

/** What the message of a send or receive task, or of a throwing end, is called. */
export function nameOf(event: Node, owner: Node, property: string, reading: Reading): string {
  const root = nodeOf(event, property);
  const name = root ? textOf(root, 'name') : undefined;
  if (!root || !name) {
    if (root) reading.root(root, madeFrom(owner));
    return madeUp(event, owner, reading);
  }
  return fitting(root, name, reading);
}

function codeOf(event: Node, property: string, reading: Reading): { code?: string } {
  const root = nodeOf(event, property);
  if (!root) return {};
  const known = [property === 'errorRef' ? 'errorCode' : 'escalationCode', 'name', 'id'];
  const code = known.map((name) => textOf(root, name)).find((text) => text);
  return code ? { code: fitting(root, code, reading) } : {};
}

function fitting(root: Node, name: string, reading: Reading): string {
  const code = codeFrom(name);
  reading.root(root, code);
  if (code !== name) reading.say('renamed', root, [`${name} → ${code}`]);
  return code;
}

const madeFrom = (owner: Node): string => codeFrom(textOf(owner, 'name') || owner.id || 'event');

function madeUp(event: Node, owner: Node, reading: Reading): string {
  reading.say('missing_name', event);
  return madeFrom(owner);
}

function rest(event: Node, name: string, { trusts }: Reading): Record<string, never> {
  const value = trusts ? held(event, name) : undefined;
  return isObject(value) ? (value as Record<string, never>) : {};
}

const TIMES = ['timeDuration', 'timeDate', 'timeCycle'] as const;

function readTimer(event: Node, reading: Reading): ReadTimer | undefined {
  const texts = TIMES.flatMap((property): (TimerText & { node: Node })[] => {
    const expression = nodeOf(event, property);
    return expression
      ? [{ property, text: textOf(expression, 'body') ?? '', node: expression }]
      : [];
  });
  const [said] = texts;
  if (!said) {
    reading.say('rewrite', event);
    return undefined;
  }
  reading.hold(said.node);
  const ours = reading.trusts ? held(event, 'timer') : undefined;
  if (Check(Timer, ours) && timerText(ours, undefined).text === said.text.trim()) {
    return { timer: ours };
  }
  const read = parseTimer(said);
  if (!read) reading.say('rewrite', event, [said.text.trim()]);
  return read;
}

export const isInterrupting = (node: Node): boolean =>
  node.get(node.$type === 'bpmn:StartEvent' ? 'isInterrupting' : 'cancelActivity') !== false;

export const startsEventSubProcess = (node: Node): boolean =>
  isA(node.$parent, 'bpmn:SubProcess') && isTrue(node.$parent, 'triggeredByEvent');
