/**
 * Lets a draft hear what its run heard then. A message is for whoever took it in, where that is known; else for whoever would
 * be next. Of what is forgotten only the name is known: enough, where what it says is not looked at.
 */
import type { Element } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Rehearsal } from '../rehearsal/index.ts';
import type { Token } from '../state.ts';
import type { Diverged } from './diverged.ts';
import type { Happening } from './history.ts';
import { isAt } from './instants.ts';
import type { Stays } from './stays.ts';

type Message = Extract<Happening, { kind: 'message' }>;
type Signal = Extract<Happening, { kind: 'signal' }>;

/** Where somebody wants to know what nobody knows any more; null where it has been heard. */
export async function hear(
  rehearsal: Rehearsal,
  stays: Stays,
  happening: Message | Signal,
): Promise<Diverged | null> {
  if (happening.kind === 'signal') return hearSignal(rehearsal, happening);
  if (happening.forgotten) return recall(rehearsal, happening.name);
  await hearMessage(rehearsal, stays, happening);
  return null;
}

async function hearMessage(rehearsal: Rehearsal, stays: Stays, message: Message): Promise<void> {
  const taker = rehearsal.tokens.find(({ id, wait }) => {
    const { leftAt, outcome } = stays.of(id)?.stay ?? {};
    const isNamed = wait.kind === 'message' && wait.name === message.name;
    return isNamed && leftAt != null && isAt(leftAt, message.at) && outcome !== 'withdrawn';
  });
  if (!taker) return rehearsal.hear(message);
  const { at } = rehearsal;
  const { value } = message;
  await rehearsal.send({ type: 'messageReceived', at, token: taker.id, value });
}

async function hearSignal(
  rehearsal: Rehearsal,
  { name, value, forgotten }: Signal,
): Promise<Diverged | null> {
  const reader = rehearsal.tokens.find((token) => {
    const isHeard = token.wait.kind === 'signal' && token.wait.name === name;
    return isHeard && readsContent(elementOf(rehearsal, token));
  });
  if (forgotten && reader) return { element: reader.element, reason: 'forgotten' };
  await rehearsal.hearSignal(name, value);
  return null;
}

async function recall(rehearsal: Rehearsal, name: string): Promise<Diverged | null> {
  const token = rehearsal.tokens.find(({ wait }) => wait.kind === 'message' && wait.name === name);
  if (!token) return null;
  if (readsContent(elementOf(rehearsal, token)))
    return { element: token.element, reason: 'forgotten' };
  const of = { at: rehearsal.at, token: token.id };
  await rehearsal.send({ type: 'messageReceived', ...of, value: null });
  return null;
}

const elementOf = ({ definition }: Rehearsal, { element }: Token): Element | undefined =>
  graphOf(definition).elements.get(element);

/** Whether what a message or a signal says becomes a variable. */
function readsContent(element: Element | undefined): boolean {
  const at = element?.type === 'startEvent' ? element.trigger : element;
  if (!at) return false;
  const heard = ('message' in at && at.message) || ('signal' in at && at.signal);
  return typeof heard === 'object' && 'into' in heard;
}
