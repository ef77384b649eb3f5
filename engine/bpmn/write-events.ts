/** Event definitions, and the messages, signals, errors and escalations of the document that they name. */
import type { Timer } from '../definition.ts';
import { NAMESPACE } from './descriptor.ts';
import type { Create } from './document.ts';
import type { Node } from './node.ts';
import { isoDuration, timerText } from './spelling.ts';
import { xmlJson, xmlText } from './words.ts';

type Named = { readonly name: string };
type Coded = { readonly code?: string | undefined };
/** All that an event of any kind may say. */
export type Said = {
  readonly timer?: Timer | undefined;
  readonly message?: Named | undefined;
  readonly signal?: Named | undefined;
  readonly error?: Coded | undefined;
  readonly escalation?: Coded | undefined;
  readonly compensation?: { readonly activity?: string | undefined } | undefined;
  readonly terminate?: boolean | undefined;
  readonly repeat?: number | undefined;
};

export type RootOf = (type: string, name: string) => Node;

export function addExtension(create: Create, node: Node, name: string, value: unknown): void {
  const type = `perdura:${name[0]?.toUpperCase()}${name.slice(1)}`;
  const extension = create(type, { body: xmlJson(value) });
  const holder =
    (node.get('extensionElements') as Node | undefined) ?? create('bpmn:ExtensionElements');
  holder.$parent = node;
  extension.$parent = holder;
  (holder.get('values') as Node[]).push(extension);
  node.set('extensionElements', holder);
}

export function expression(create: Create, text: string, isOurs = true): Node {
  const body = xmlText(text);
  return create('bpmn:FormalExpression', isOurs ? { body, language: NAMESPACE } : { body });
}

export function writeEvents(
  create: Create,
  said: Said,
  rootOf: RootOf,
  nodeOf: (id: string) => Node | undefined,
): readonly Node[] {
  const events: Node[] = [];
  const add = (kind: string, properties: object, more?: readonly [string, object]): void => {
    const event = create(`bpmn:${kind}EventDefinition`, { ...properties });
    if (more && Object.keys(more[1]).length > 0) addExtension(create, event, more[0], more[1]);
    events.push(event);
  };
  if (said.timer) events.push(writeTimer(create, said.timer, said.repeat));
  if (said.message) {
    const { name, ...rest } = said.message;
    add('Message', { messageRef: rootOf('bpmn:Message', name) }, ['message', rest]);
  }
  if (said.signal) {
    const { name, ...rest } = said.signal;
    add('Signal', { signalRef: rootOf('bpmn:Signal', name) }, ['signal', rest]);
  }
  if (said.error) {
    const { code, ...rest } = said.error;
    add('Error', code === undefined ? {} : { errorRef: rootOf('bpmn:Error', code) }, [
      'error',
      rest,
    ]);
  }
  if (said.escalation) {
    const { code } = said.escalation;
    add('Escalation', code === undefined ? {} : { escalationRef: rootOf('bpmn:Escalation', code) });
  }
  if (said.compensation) {
    const activityRef = nodeOf(said.compensation.activity ?? '');
    add('Compensate', activityRef ? { activityRef } : {});
  }
  if (said.terminate) add('Terminate', {});
  return events;
}

function writeTimer(create: Create, timer: Timer, repeat: number | undefined): Node {
  const { property, text } = timerText(timer, repeat);
  const isIso = 'at' in timer || ('after' in timer && isoDuration(timer.after) !== undefined);
  const event = create('bpmn:TimerEventDefinition', {
    [property]: expression(create, text, !isIso),
  });
  if (!isIso) addExtension(create, event, 'timer', timer);
  return event;
}
