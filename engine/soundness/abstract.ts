/**
 * A definition as the prover plays it: what depends on values is left to choice. Lists that are gone through are asked
 * for, times always lie ahead, and what comes again and again comes twice. The record is asked for nothing else but where
 * something catches that it cannot answer. Everything else is left to the interpreter.
 */
import { catcherOf } from '../catchers.ts';
import type { Timer } from '../definition/caught.ts';
import { type Activity, isActivity } from '../definition/is-activity.ts';
import type { Definition, Element, ElementOf } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { refusalsOf } from '../refusals.ts';
import type { State, Token } from '../state.ts';

/** Whether a repeated activity has had enough is read from this variable. */
export const ENOUGH = 'enough';
const AHEAD = { after: { hours: 1 } } as const;
/** The same where it is the record that says when: by a fact, or in business time. */
const BY_FACT = { fact: 'ticket.asked' } as const;
const IN_BUSINESS = { after: { businessHours: 1 } } as const;
const ASKED = 'ticket.asked';
/** A list that the run knows itself: asked for like any other, which cannot fail. */
export const OWN_LIST = 'ticket.own';
/** So often comes what comes again and again. */
export const AGAIN = 2;

const remembered = new WeakMap<Definition, Definition>();

export function abstracted(definition: Definition): Definition {
  const known = remembered.get(definition);
  if (known) return known;
  const graph = graphOf(definition);
  const elements = definition.elements.map((element) => {
    const codes = refusalsOf(element);
    const isCaught = codes.some((code) => catcherOf(graph, { element, kind: 'error', code }));
    return abstractElement(element, isCaught);
  });
  const made = { ...definition, elements };
  remembered.set(definition, made);
  return made;
}

/** `asks`: the record is asked before anything else, and where it cannot answer, something catches it. */
function abstractElement(element: Element, asks: boolean): Element {
  if (isActivity(element)) return abstractActivity(element, asks);
  switch (element.type) {
    case 'intermediateCatchEvent':
      return asks ? asking(element) : withoutValues(element);
    case 'boundaryEvent':
      return withoutValues(comingAgain(element));
    case 'startEvent':
      return element.trigger.type === 'event'
        ? { ...element, trigger: withoutValues(comingAgain(element.trigger)) }
        : element;
    case 'intermediateThrowEvent':
    case 'endEvent': {
      const { message, signal, ...rest } = element;
      const asked = { message: { name: 'asked', value: ASKED } };
      return { ...rest, ...(asks ? asked : {}) } as Element;
    }
    default:
      return element;
  }
}

function abstractActivity(element: Activity, asks: boolean): Element {
  const { loop, inputs, outputs } = element;
  return {
    ...element,
    ...(inputs ? { inputs: asks && !loop ? { value: ASKED } : {} } : {}),
    ...(outputs ? { outputs: {} } : {}),
    ...(loop
      ? {
          loop: {
            each: asks ? ASKED : OWN_LIST,
            ...(loop.sequential ? { sequential: true } : {}),
            ...(loop.atOnce === undefined ? {} : { atOnce: loop.atOnce }),
            ...(loop.until === undefined ? {} : { until: `variables.${ENOUGH} == true` }),
          },
        }
      : {}),
  };
}

/** It waits as it did, but for what the record is asked about. */
function asking(event: ElementOf<'intermediateCatchEvent'>): Element {
  const { timer, message } = event;
  if (timer) return { ...event, timer: 'after' in timer ? IN_BUSINESS : asked(timer) };
  return message ? { ...event, message: { name: message.name, key: ASKED } } : event;
}

const asked = (timer: Timer): Timer =>
  'fact' in timer && timer.before ? { ...BY_FACT, before: timer.before } : BY_FACT;

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
  const repeat = Math.min(comings(event), AGAIN);
  if (event.timer) return { ...event, repeat };
  if (!event.message && !event.signal) return event;
  const { message: _message, signal: _signal, ...rest } = event;
  return { ...rest, timer: AHEAD, repeat } as T;
}

/** How often it comes beside one activity or scope. */
function comings({ timer, repeat = 1 }: Waiting): number {
  if (!timer) return Number.POSITIVE_INFINITY;
  return 'after' in timer ? repeat : 1;
}

/** Where a run stands, as the abstract definition has it: what interrupts nothing has yet to come as often as there. */
export function abstractedState(definition: Definition, state: State): State {
  const { elements } = graphOf(definition);
  const tokens = Object.entries(state.tokens).map(([id, token]): [string, Token] => {
    const isBeside = token.guards !== undefined || token.listens === true;
    const event = isBeside ? eventOf(elements.get(token.element)) : null;
    return [id, event ? comingOftener(token, event) : token];
  });
  return { ...state, tokens: Object.fromEntries(tokens) };
}

function comingOftener(token: Token, event: Waiting): Token {
  const { wait } = token;
  if (event.interrupting !== false) return token;
  const again = 'again' in wait ? wait.again : undefined;
  const round = (wait.kind === 'timer' ? wait.round : again?.round) ?? 1;
  const left = comings(event) - round + 1;
  const other = Math.max(1, Math.min(comings(event), AGAIN) - left + 1);
  if (wait.kind === 'failed')
    return again ? { ...token, wait: { ...wait, again: { ...again, round: other } } } : token;
  const at = wait.kind === 'timer' ? wait.at : token.enteredAt;
  return { ...token, wait: { kind: 'timer', at, ...(other > 1 ? { round: other } : {}) } };
}

function eventOf(element: Element | undefined): Waiting | null {
  if (element?.type === 'boundaryEvent') return element;
  const isEvent = element?.type === 'startEvent' && element.trigger.type === 'event';
  return isEvent ? element.trigger : null;
}
