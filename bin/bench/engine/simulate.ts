/**
 * A whole ticket on the production interpreter, as the browser's simulator and a back-test play it: every question is
 * answered by the caller, every task completed with its first outcome, every approval approved.
 */
import type { Definition } from '#engine/definition.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Ask, Command, Event, Step } from '#engine/messages.ts';
import type { Json, State } from '#engine/state.ts';

const AT = '2026-03-02T09:00:00.000Z';

type Variables = { readonly [name: string]: Json };
type Answer<T> = (token: string, ask: Ask, state: State) => T;

/** Plays one ticket with answers at hand; returns how many elements it went through. */
export function simulate(
  definition: Definition,
  variables: Variables,
  answer: Answer<Event>,
): number {
  let step = begin(definition, variables);
  const open: Event[] = [];
  let elements = 0;
  const take = (): void => {
    for (const command of step.commands) {
      if (command.type === 'entered') elements += 1;
      const event =
        command.type === 'ask'
          ? answer(command.token, command.ask, step.state)
          : doing(definition, command);
      if (event) open.push(event);
    }
  };
  take();
  for (let event = open.shift(); event; event = open.shift()) {
    step = advance(definition, step.state, event);
    take();
  }
  return ended(step, elements);
}

/** The same where answers have to be awaited, as those of json-rules-engine do. */
export async function simulateSlowly(
  definition: Definition,
  variables: Variables,
  answer: Answer<Promise<Event>>,
): Promise<number> {
  let step = begin(definition, variables);
  const open: Event[] = [];
  let elements = 0;
  const take = async (): Promise<void> => {
    for (const command of step.commands) {
      if (command.type === 'entered') elements += 1;
      const event =
        command.type === 'ask'
          ? await answer(command.token, command.ask, step.state)
          : doing(definition, command);
      if (event) open.push(event);
    }
  };
  await take();
  for (let event = open.shift(); event; event = open.shift()) {
    step = advance(definition, step.state, event);
    await take();
  }
  return ended(step, elements);
}

export const acted = (token: string): Event => ({ type: 'acted', at: AT, token });
export const ruled = (token: string, variables: Variables): Event => ({
  type: 'rulesetRun',
  at: AT,
  token,
  variables,
});
export const chosen = (token: string, flow: string | null): Event => ({
  type: 'flowChosen',
  at: AT,
  token,
  flow,
});

function begin(definition: Definition, variables: Variables): Step {
  const first = definition.elements.find(({ type }) => type === 'startEvent');
  return start(definition, { type: 'started', at: AT, start: first?.id ?? '', variables });
}

function ended({ state }: Step, elements: number): number {
  if (state.status !== 'completed') throw new Error('a simulated ticket did not end');
  return elements;
}

function doing(definition: Definition, command: Command): Event | null {
  if (command.type === 'openTask') {
    const element = definition.elements.find(({ id }) => id === command.element);
    const outcomes = element?.type === 'userTask' ? element.task.outcomes : undefined;
    const outcome = outcomes?.[0]?.key ?? null;
    return { type: 'taskCompleted', at: AT, token: command.token, outcome, values: {} };
  }
  if (command.type === 'openApproval') {
    return { type: 'approvalDecided', at: AT, token: command.token, outcome: 'approved' };
  }
  return null;
}
