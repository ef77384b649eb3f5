/**
 * A path of the proof as a scenario that can be played: what people, time and the world do on it, and what its gateways
 * choose. Where several tokens are at one element the oldest is meant. How often a repeated activity is done depends on values, which a path does not know.
 */
import type { Definition, Element } from '../definition.ts';
import type { TokenEvent } from '../messages.ts';
import type { Given, Happening, Scenario } from '../rehearsal/scenario.ts';
import type { Path } from './prove.ts';

export function asScenario(
  { elements }: Definition,
  start: string,
  path: Path,
  name: string,
): Scenario {
  const happenings: Happening[] = [];
  const failing: Record<string, string> = {};
  for (const { at, event } of path) {
    const element = elements.find(({ id }) => id === at);
    if (!event || !element) continue;
    const happening = happeningAt(element, event);
    if (happening) happenings.push(happening);
    else if (event.type === 'askFailed') {
      // What fails at once must be known before it is asked.
      const fail: Happening = { type: 'fail', element: element.id, code: event.code };
      if (happenings.length === 0) failing[element.id] = event.code;
      else happenings.splice(-1, 0, fail);
    }
  }
  const undecided = elements.filter(isDeciding).map(({ id }) => id);
  // Also where there is no gateway: what people fill in is not known, and not asked for then.
  const given: Given = {
    start,
    undecided,
    ...(Object.keys(failing).length > 0 ? { failing } : {}),
  };
  return { name, given, happenings };
}

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
      return { type: 'decide', ...at, outcome: event.outcome };
    case 'timerFired':
      return { type: 'fire', ...at };
    case 'messageReceived':
      return { type: 'message', ...at, name: heardBy(element) };
    case 'signalReceived':
      return { type: 'signal', ...at, name: heardBy(element) };
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

function heardBy(element: Element): string {
  const heard =
    element.type === 'startEvent' && element.trigger.type === 'event' ? element.trigger : element;
  const { message, signal } = heard as {
    readonly message?: { readonly name: string };
    readonly signal?: { readonly name: string };
  };
  return message?.name ?? signal?.name ?? '';
}
