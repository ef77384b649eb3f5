/**
 * As much of a definition as the interpreter reads: without forms and texts, without what an approval, a review, an action, a ruleset
 * task or a condition says. A workflow carries this in its history and the record keeps the whole, which gives back to a command what
 * the skeleton could not put in. **Invariant:** `advance` by the skeleton makes the same state as by the whole, and the
 * same commands once they are fleshed out. So what nobody is known to do without stays: a new field is kept.
 */
import type { Action } from './action.ts';
import type { Definition, Element, Flow, Skeleton } from './definition.ts';
import { behaviourOf } from './elements/index.ts';
import { graphOf } from './graph.ts';
import type { Command } from './messages.ts';

const RECORD_ONLY = ['documentation', 'task', 'approval', 'cab', 'ruleset'];
/** Stands for conditions of any kind: whether a flow has some decides whether they are asked about. */
const SOME: Flow['conditions'] = { all: [] };

const remembered = new WeakMap<Definition, Skeleton>();

export function skeletonOf(definition: Definition): Skeleton {
  const known = remembered.get(definition);
  if (known) return known;
  const skeleton = {
    elements: definition.elements.map(boneOf),
    flows: definition.flows.map(({ name: _, conditions, ...flow }) =>
      conditions === undefined ? flow : { ...flow, conditions: SOME },
    ),
  };
  remembered.set(definition, skeleton);
  return skeleton;
}

/** The command as the whole definition would have had it. */
export function fleshedOut<C extends Command>(definition: Definition, command: C): C {
  if (command.type !== 'ask' && command.type !== 'call') return command;
  const graph = graphOf(definition);
  const element = graph.elements.get(command.element);
  const behaviour = element && behaviourOf(element);
  if (command.type === 'call') {
    const action = element && behaviour?.call?.(element);
    return action ? { ...command, action } : command;
  }
  const ask = element && behaviour?.ask?.(element, graph);
  // An activity also asks what its repetition and its mappings need; these are in the skeleton.
  // What the run itself put into the question, such as when a timer counts from, stays.
  return ask?.kind === command.ask.kind ? { ...command, ask: { ...command.ask, ...ask } } : command;
}

/** The cast says that the interpreter asks for nothing that is missing, which the tests show. */
function boneOf(element: Element): Element {
  const dropped = isNamed(element) ? RECORD_ONLY : [...RECORD_ONLY, 'name'];
  const kept = Object.entries(element).filter(([field]) => !dropped.includes(field));
  return { ...Object.fromEntries(kept), ...shortened(element) } as Element;
}

function shortened(element: Element): object {
  if (element.type === 'serviceTask') return { action: kindOf(element.action) };
  if (element.type === 'startEvent' && element.trigger.type !== 'event')
    return { trigger: { type: element.trigger.type } };
  return {};
}

/** What is done where it stands needs only its kind; a call also says how long it may take. */
function kindOf(action: Action): object {
  if (action.type !== 'httpRequest' || action.timeoutSeconds === undefined)
    return { type: action.type };
  return { type: action.type, timeoutSeconds: action.timeoutSeconds };
}

/** These say their name as a reason when they call something off. */
function isNamed(element: Element): boolean {
  if (element.type === 'startEvent') return element.trigger.type === 'event';
  return element.type === 'boundaryEvent' || (element.type === 'endEvent' && !!element.terminate);
}
