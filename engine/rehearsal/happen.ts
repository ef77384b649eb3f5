/** Lets one thing of a scenario happen in a rehearsal. */

import { addDuration } from '../calendar/duration.ts';
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import type { Json } from '../json.ts';
import type { Event } from '../messages.ts';
import { portsOf } from '../ports.ts';
import type { Token } from '../state.ts';
import { RehearsalProblem } from './problem.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Happening } from './scenario.ts';
import { inWeek } from './spoken-facts.ts';
import type { Week } from './week.ts';
import type { Surroundings } from './world.ts';

type Values = { readonly [name: string]: Json };
type Kind = Token['wait']['kind'];

/** @throws RehearsalProblem when nothing waits for it */
export async function happen(
  rehearsal: Rehearsal,
  happening: Happening,
  week: Week,
  calendar: Surroundings['calendar'],
): Promise<void> {
  switch (happening.type) {
    case 'fail':
      return rehearsal.failNext(happening.element, happening.code);
    case 'message':
    case 'signal':
      return hear(rehearsal, happening);
    case 'vote': {
      const { element, voter, decision } = happening;
      return rehearsal.vote(waiting(rehearsal.tokens, element, 'approval'), { voter, decision });
    }
    case 'fire': {
      const { id, wait } = waiting(rehearsal.tokens, happening.element, 'timer');
      return rehearsal.fire(id, wait.kind === 'timer' ? wait.at : rehearsal.at);
    }
    case 'change':
      return rehearsal.change(inWeek(week, happening.set as Values));
    case 'reply':
      return rehearsal.reply(happening.by);
    case 'wait': {
      const named = 'calendar' in happening.for ? happening.for.calendar : undefined;
      const until = addDuration(happening.for, calendar(named), rehearsal.at);
      if (until === null)
        throw new RehearsalProblem('There is no calendar that is ever open.', 'never_open');
      return rehearsal.moveTo(until);
    }
    case 'waitUntil': {
      const { moment } = happening;
      const until = moment === 'next timer' ? rehearsal.nextTimer : week.instant(moment);
      if (until === null)
        throw new RehearsalProblem(
          moment === 'next timer' ? 'No timer is running.' : `“${moment}” is no moment.`,
          moment === 'next timer' ? 'no_timer' : 'no_moment',
        );
      // What is overdue, because another was let come before its time, comes at once.
      if (moment === 'next timer' && Date.parse(until) < Date.parse(rehearsal.at))
        return rehearsal.moveTo(rehearsal.at);
      if (Date.parse(until) < Date.parse(rehearsal.at))
        throw new RehearsalProblem(`“${moment}” is already over.`, 'already_over');
      return rehearsal.moveTo(until);
    }
    default:
      return rehearsal.send(eventOf(rehearsal, happening));
  }
}

async function hear(
  rehearsal: Rehearsal,
  happening: Extract<Happening, { type: 'message' | 'signal' }>,
): Promise<void> {
  const { type, name, element } = happening;
  const value = (happening.value ?? null) as Json;
  if (element !== undefined) {
    const { id: token } = waiting(rehearsal.tokens, element, type);
    return rehearsal.send({ type: `${type}Received`, at: rehearsal.at, token, value });
  }
  if (type === 'signal') return rehearsal.hearSignal(name, value);
  return rehearsal.hear({ name, key: happening.key ?? null, value });
}

/** What the engine is told when this happens. @throws RehearsalProblem when nothing waits for it */
function eventOf(
  { at, tokens, definition }: Pick<Rehearsal, 'at' | 'tokens' | 'definition'>,
  happening: Exclude<
    Happening,
    {
      type:
        | 'fail'
        | 'vote'
        | 'message'
        | 'signal'
        | 'fire'
        | 'change'
        | 'reply'
        | 'wait'
        | 'waitUntil';
    }
  >,
): Event {
  const { reason = 'rehearsed', ...told } = { reason: undefined, ...happening };
  const of = (kind?: Kind) => {
    const element = 'element' in happening ? happening.element : '';
    return { at, token: waiting(tokens, element, kind).id };
  };
  switch (told.type) {
    case 'complete': {
      const { outcome, values = {} } = told;
      const chosen = outcome ?? onlyOutcome(definition, told.element);
      return { type: 'taskCompleted', ...of('task'), outcome: chosen, values: values as Values };
    }
    case 'decide': {
      const { element, outcome } = told;
      const { id: token, wait } = waiting(tokens, element, 'approval', 'review');
      if (wait.kind === 'review' && outcome !== 'timedOut')
        return { type: 'reviewDecided', at, token, outcome };
      if (wait.kind === 'approval' && outcome !== 'deferred')
        return { type: 'approvalDecided', at, token, outcome };
      throw new RehearsalProblem(`“${element}” does not come to ${outcome}.`, 'no_such_outcome');
    }
    case 'choose': {
      const { flows } = told;
      const { id: token, wait } = waiting(tokens, told.element, 'answer');
      return wait.kind === 'answer' && wait.asked === 'chooseFlows'
        ? { type: 'flowsChosen', at, token, flows }
        : { type: 'flowChosen', at, token, flow: flows[0] ?? null };
    }
    case 'answer': {
      const { variables = {} } = told;
      return { type: 'callDone', ...of('call'), variables: variables as Values };
    }
    case 'retry':
      return { type: 'retried', ...of('failed') };
    case 'skip':
      return {
        type: 'skipped',
        ...of(told.waiting as Kind),
        outcome: told.outcome ?? null,
        reason,
      };
    case 'move':
      return { type: 'moved', ...of(told.waiting as Kind), to: told.to, reason };
    case 'correct':
      return { type: 'corrected', at, token: null, variables: told.variables as Values, reason };
    case 'cancel':
      return { type: 'cancelled', at, reason, undo: told.undo ?? false };
    case 'return': {
      const { outcome = null, variables = {} } = told;
      return { type: 'runEnded', ...of('called'), outcome, variables: variables as Values };
    }
    case 'break': {
      const { id: token, wait } = waiting(tokens, told.element, 'call', 'called');
      const type = wait.kind === 'call' ? 'callFailed' : 'runFailed';
      return { type, at, token, code: told.code, message: 'It broke.' };
    }
  }
}

/** Where a task has one outcome nobody needs to name it. */
function onlyOutcome(definition: Definition, id: string): string | null {
  const element = graphOf(definition).elements.get(id);
  const [only, ...others] = element ? portsOf(element) : [];
  return others.length === 0 ? (only ?? null) : null;
}

/** The oldest token that waits at this element, in this way. @throws RehearsalProblem */
function waiting(
  tokens: readonly Token[],
  element: string,
  ...kinds: readonly (Kind | undefined)[]
): Token {
  const found = tokens.find(
    (token) =>
      token.element === element && (kinds.includes(undefined) || kinds.includes(token.wait.kind)),
  );
  if (found) return found;
  const standing = tokens.map((token) => `${token.element} (${token.wait.kind})`);
  const others = standing.length === 0 ? 'nothing' : standing.join(', ');
  throw new RehearsalProblem(
    `Nothing waits at “${element}”${kinds.includes(undefined) ? '' : ` for ${kinds.join(' or ')}`}; there is: ${others}.`,
    'nothing_waits',
  );
}
