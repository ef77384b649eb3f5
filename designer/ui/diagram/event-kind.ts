/** What an event is about: the sign inside its circle, and a part of what it is called. */
import type { Element } from '#engine/definition.ts';

export const CAUGHT_KINDS = ['timer', 'message', 'signal', 'error', 'escalation'] as const;
export const THROWN_KINDS = ['message', 'signal', 'escalation', 'compensation'] as const;

export type CaughtKind = (typeof CAUGHT_KINDS)[number];
export type ThrownKind = (typeof THROWN_KINDS)[number];
export type EventKind = CaughtKind | ThrownKind | 'terminate';

/** `undefined`: it is no event, or one about nothing in particular. */
export const eventKindOf = (element: Element): EventKind | undefined => {
  switch (element.type) {
    case 'startEvent':
      return element.trigger.type === 'event' ? caughtIn(element.trigger) : undefined;
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return caughtIn(element);
    case 'intermediateThrowEvent':
      return thrownIn(element);
    case 'endEvent':
      if (element.error) return 'error';
      return thrownIn(element) ?? (element.terminate ? 'terminate' : undefined);
    default:
      return undefined;
  }
};

/** Whether it waits for something beside the work and lets that go on. */
export const isBeside = (element: Element): boolean => {
  if (element.type === 'boundaryEvent') return element.interrupting === false;
  if (element.type !== 'startEvent') return false;
  return element.trigger.type === 'event' && element.trigger.interrupting === false;
};

const caughtIn = (event: object): CaughtKind | undefined =>
  CAUGHT_KINDS.find((kind) => kind in event);
const thrownIn = (event: object): ThrownKind | undefined =>
  THROWN_KINDS.find((kind) => kind in event);
