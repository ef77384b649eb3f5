/**
 * A path of the proof as a scenario that can be played: what people, time and the world do on it, and what its gateways
 * choose. Where several tokens are at one element the oldest is meant. Values that a way depends on are given as far as they
 * stand by themselves (`scenario-facts.ts`).
 */
import type { Definition, Element } from '../definition.ts';
import type { TokenEvent } from '../messages.ts';
import type { Given, Happening, Scenario } from '../rehearsal/scenario.ts';
import type { Path } from './prove.ts';
import { factsFor } from './scenario-facts.ts';

export function asScenario(
  definition: Definition,
  start: string,
  path: Path,
  name: string,
): Scenario {
  const { elements } = definition;
  const told: Happening[] = [];
  /** What fails at once must be known before it is asked: by what happens last before that; null: the beginning. */
  const fails: { readonly before: Happening | null; readonly fail: Fail }[] = [];
  const askedAfter = new Map<string, Happening | null>();
  for (const { at, event, asked } of path) {
    const element = elements.find(({ id }) => id === at);
    const happening = event && element ? happeningAt(element, event) : null;
    if (happening) told.push(happening);
    if (element && event?.type === 'askFailed') {
      const fail: Fail = { type: 'fail', element: element.id, code: event.code };
      fails.push({ before: askedAfter.get(event.token) ?? null, fail });
    }
    for (const token of asked) askedAfter.set(token, told.at(-1) ?? null);
  }
  const failing = Object.fromEntries(
    fails.flatMap(({ before, fail }) => (before ? [] : [[fail.element, fail.code]])),
  );
  const undecided = elements.filter(isDeciding).map(({ id }) => id);
  // Also where there is no gateway: what people fill in is not known, and not asked for then.
  const given: Given = {
    start,
    ...factsFor(definition, path),
    undecided,
    ...(Object.keys(failing).length > 0 ? { failing } : {}),
  };
  const happenings = told.flatMap((happening) => [
    ...fails.flatMap(({ before, fail }) => (before === happening ? [fail] : [])),
    happening,
  ]);
  return { name, given, happenings };
}

type Fail = Extract<Happening, { type: 'fail' }>;

const isDeciding = ({ type }: Element): boolean =>
  type === 'exclusiveGateway' || type === 'inclusiveGateway';

function happeningAt(element: Element, event: TokenEvent): Happening | null {
  const at = { element: element.id };
  switch (event.type) {
    case 'flowChosen':
      return { type: 'choose', ...at, flows: event.flow === null ? [] : [event.flow] };
    case 'flowsChosen':
      return { type: 'choose', ...at, flows: event.flows };
    case 'taskCompleted':
      return { type: 'complete', ...at, outcome: event.outcome };
    case 'approvalDecided':
    case 'reviewDecided':
      return { type: 'decide', ...at, outcome: event.outcome };
    // Also for what interrupts nothing: the proof has it come like a timer.
    case 'timerFired':
    case 'messageReceived':
    case 'signalReceived':
      return heardAt(element);
    case 'callDone':
      return { type: 'answer', ...at };
    case 'runEnded':
      return { type: 'return', ...at, outcome: event.outcome };
    case 'callFailed':
    case 'runFailed':
      return { type: 'break', ...at, code: event.code };
    default:
      return null;
  }
}

function heardAt(element: Element): Happening {
  const waiting =
    element.type === 'startEvent' && element.trigger.type === 'event' ? element.trigger : element;
  const { timer, message, signal } = waiting as {
    readonly timer?: object;
    readonly message?: { readonly name: string };
    readonly signal?: { readonly name: string };
  };
  const at = { element: element.id };
  if (!timer && message) return { type: 'message', ...at, name: message.name };
  return !timer && signal ? { type: 'signal', ...at, name: signal.name } : { type: 'fire', ...at };
}
