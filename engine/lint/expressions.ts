/** Every expression of a definition, with what it may look at where it stands. */

import { isActivity } from '../definition/is-activity.ts';
import type { Element } from '../definition.ts';

export type Placed = {
  readonly text: string;
  /** Where it stands, as people name it. */
  readonly field: string;
  /** It is computed by the run alone, which knows nothing of the record. */
  readonly own: boolean;
  /** What `loop.` holds there. */
  readonly loop: readonly string[];
};

const AROUND = ['total', 'completed', 'outcome', 'results'];
const OF_ITEM = [...AROUND, 'index', 'item'];
const OF_ONE = [...OF_ITEM, 'skipped'];

export function expressionsOf(element: Element): readonly Placed[] {
  return [...ofActivity(element), ...ofEvent(element)];
}

function ofActivity(element: Element): readonly Placed[] {
  if (!isActivity(element)) return [];
  const { loop, inputs = {}, outputs = {} } = element;
  const placed: Placed[] = [];
  const add = (field: string, text: string | undefined, own: boolean, seen: readonly string[]) => {
    if (text !== undefined) placed.push({ text, field, own, loop: seen });
  };
  add('loop.each', loop?.each, false, []);
  add('loop.until', loop?.until, true, AROUND);
  add('loop.collect', loop?.collect?.value, true, OF_ITEM);
  for (const [name, text] of Object.entries(inputs))
    add(`inputs.${name}`, text, loop !== undefined, loop ? OF_ITEM : []);
  for (const [name, text] of Object.entries(outputs))
    add(`outputs.${name}`, text, true, loop ? AROUND : OF_ONE);
  return placed;
}

function ofEvent(element: Element): readonly Placed[] {
  const message = messageOf(element);
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['message.key', message?.key],
    ['message.value', message && 'value' in message ? message.value : undefined],
    ['signal.value', saysSignal(element)],
  ];
  return texts.flatMap(([field, text]) =>
    text === undefined ? [] : [{ text, field, own: false, loop: [] }],
  );
}

function messageOf(element: Element) {
  switch (element.type) {
    case 'startEvent':
      return element.trigger.type === 'event' ? element.trigger.message : undefined;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
    case 'intermediateThrowEvent':
    case 'endEvent':
      return element.message;
    default:
      return undefined;
  }
}

function saysSignal(element: Element): string | undefined {
  return element.type === 'intermediateThrowEvent' || element.type === 'endEvent'
    ? element.signal?.value
    : undefined;
}
