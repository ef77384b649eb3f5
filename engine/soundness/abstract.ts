/**
 * A definition as the prover plays it: what depends on values is left to choice. Lists that are gone through are asked
 * for, times always lie ahead, and what comes again and again comes twice. Everything else is left to the interpreter.
 */
import { type Activity, type Definition, type Element, isActivity } from '../definition.ts';

/** Whether a repeated activity has had enough is read from this variable. */
export const ENOUGH = 'enough';
const AHEAD = { after: { hours: 1 } } as const;
/** So often comes what comes again and again. */
export const AGAIN = 2;

const remembered = new WeakMap<Definition, Definition>();

export function abstracted(definition: Definition): Definition {
  const known = remembered.get(definition);
  if (known) return known;
  const made = { ...definition, elements: definition.elements.map(abstractElement) };
  remembered.set(definition, made);
  return made;
}

function abstractElement(element: Element): Element {
  if (isActivity(element)) return abstractActivity(element);
  switch (element.type) {
    case 'intermediateCatchEvent':
      return withoutValues(element);
    case 'boundaryEvent':
      return withoutValues(comingAgain(element));
    case 'startEvent':
      return element.trigger.type === 'event'
        ? { ...element, trigger: withoutValues(comingAgain(element.trigger)) }
        : element;
    case 'intermediateThrowEvent':
    case 'endEvent': {
      const { message, signal, ...rest } = element;
      return rest as Element;
    }
    default:
      return element;
  }
}

function abstractActivity(element: Activity): Element {
  const { loop, inputs, outputs } = element;
  return {
    ...element,
    ...(inputs ? { inputs: {} } : {}),
    ...(outputs ? { outputs: {} } : {}),
    ...(loop
      ? {
          loop: {
            each: 'ticket.items',
            ...(loop.sequential ? { sequential: true } : {}),
            ...(loop.atOnce === undefined ? {} : { atOnce: loop.atOnce }),
            ...(loop.until === undefined ? {} : { until: `variables.${ENOUGH} == true` }),
          },
        }
      : {}),
  };
}

type Waiting = Pick<
  Extract<Element, { type: 'boundaryEvent' }>,
  'timer' | 'message' | 'signal' | 'interrupting' | 'repeat'
>;

function withoutValues<T extends Pick<Waiting, 'timer' | 'message' | 'signal'>>(event: T): T {
  return {
    ...event,
    ...(event.timer ? { timer: AHEAD } : {}),
    ...(event.message ? { message: { name: event.message.name } } : {}),
    ...(event.signal ? { signal: { name: event.signal.name } } : {}),
  };
}

/** What interrupts nothing comes as often as it is told, or like a timer that comes again. An instant comes once. */
function comingAgain<T extends Waiting>(event: T): T {
  if (event.interrupting !== false) return event;
  const { timer, message, signal, repeat = 1 } = event;
  if (timer) return { ...event, repeat: 'after' in timer ? Math.min(repeat, AGAIN) : 1 };
  if (!message && !signal) return event;
  const { message: _message, signal: _signal, ...rest } = event;
  return { ...rest, timer: AHEAD, repeat: AGAIN } as T;
}
