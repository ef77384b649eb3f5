/** Commands in words, one line each, as stories tell them. What only keeps the books has no line. */
import type { RecordAction } from '../action.ts';
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Command, CommandOf } from '../messages.ts';
import type { State } from '../state.ts';
import { fill, fillDeep } from '../template.ts';
import type { Week } from './week.ts';

export function spell(
  command: Command,
  definition: Definition,
  state: State,
  week: Week,
  facts: unknown = null,
): string | null {
  switch (command.type) {
    case 'left':
      return spellLeaving(command, definition);
    case 'openTask':
      return `task ${command.element}${spellTitle(command, definition, facts)}`;
    case 'openApproval':
      return `approval ${command.element}`;
    case 'openReview':
      return `review ${command.element}`;
    case 'withdraw':
      return `withdrawn ${command.element}`;
    case 'failed':
      return `failed ${command.element}: ${command.code}`;
    case 'ended':
      return `${command.status}${command.outcome ? `: ${command.outcome}` : ''}`;
    case 'timer': {
      const element = state.tokens[command.token]?.element;
      // Called off as soon as it was set.
      return element === undefined ? null : `timer ${element} until ${week.spoken(command.at)}`;
    }
    case 'call':
      return `call ${command.element}${command.attempt > 1 ? ' again' : ''}`;
    case 'startRun':
      return `run ${command.process}${spellVariables(command.variables)}`;
    case 'listen':
      return `${command.element} hears ${command.kind} ${command.name}${command.key === null ? '' : ` for ${command.key}`}`;
    case 'throwSignal':
      return `signal ${command.name}`;
    case 'sendMessage':
      return `message ${command.name}${command.key === null ? '' : ` for ${command.key}`}${command.value === null ? '' : `: ${JSON.stringify(command.value)}`}`;
    case 'thrown':
      return `${command.kind} ${command.code}, ${command.by === null ? 'nobody catches it' : `caught by ${command.by}`}`;
    case 'repaired':
      return `${command.how}${command.element === '' ? '' : ` ${command.element}`}`;
    case 'unlisten':
    case 'unheard':
    case 'entered':
    case 'ask':
      return null;
  }
}

/** What this doing of it is called, where that is not the same each time. */
function spellTitle(
  { element }: CommandOf<'openTask'>,
  definition: Definition,
  facts: unknown,
): string {
  const one = graphOf(definition).elements.get(element);
  const title = one?.type === 'userTask' ? one.task.title : undefined;
  return title === undefined ? '' : ` “${fill(title, facts)}”`;
}

function spellVariables(variables: { readonly [name: string]: unknown }): string {
  const given = Object.entries(variables).map(
    ([name, value]) => `${name} = ${JSON.stringify(value)}`,
  );
  return given.length === 0 ? '' : ` with ${given.join(', ')}`;
}

/** What a ruleset has set. */
export function spellValues(variables: { readonly [name: string]: unknown }): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name} = ${plain(value)}`)
    .join(', ');
}

export function spellAction(action: RecordAction, facts: unknown): string {
  switch (action.type) {
    case 'updateTicket': {
      const set = Object.entries(fillDeep(action.set, facts) ?? {});
      return set.map(([field, value]) => `${field} = ${plain(value)}`).join(', ');
    }
    case 'assign':
      return [
        action.queue === undefined ? null : `to queue ${fill(action.queue, facts)}`,
        action.user === undefined ? null : `to ${fill(action.user, facts)}`,
      ]
        .filter((part) => part !== null)
        .join(', ');
    case 'comment':
      return `comment “${fill(action.body, facts)}”`;
    case 'notify':
      return `notify “${fill(action.text, facts)}”`;
    case 'sendEmail':
      return `sendEmail “${fill(action.subject, facts)}”`;
    case 'declareMajorIncident':
      return `declare major incident of severity ${action.severity}`;
  }
}

const plain = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

/** A named outcome, or the way a gateway chose; passing through says nothing. */
function spellLeaving(
  { element, flow, outcome }: CommandOf<'left'>,
  definition: Definition,
): string | null {
  if (flow === null) return null;
  if (outcome !== null && outcome !== 'done') return `${element}: ${outcome}`;
  const graph = graphOf(definition);
  if (graph.elements.get(element)?.type !== 'exclusiveGateway') return null;
  const ways = graph.outgoing(element);
  const taken = ways.find(({ id }) => id === flow);
  return ways.length > 1 ? `${element} → ${taken?.name ?? taken?.to}` : null;
}
