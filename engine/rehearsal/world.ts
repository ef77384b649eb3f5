/**
 * What a rehearsal has instead of a world: rules and calendars that are given, and a ticket that its actions change and
 * nobody else sees. It answers as the record does, with the same codes where it cannot.
 */
import type { Duration, RecordAction } from '../action.ts';
import { subtractDuration } from '../calendar/before.ts';
import { addDuration, nextDue } from '../calendar/duration.ts';
import type { Calendar } from '../calendar.ts';
import type { Condition } from '../condition.ts';
import type { Element } from '../definition.ts';
import { answerAll } from '../expression/answer.ts';
import { toInstant } from '../instant.ts';
import { isObject, type Json, jsonBytes } from '../json.ts';
import type { Ask, CommandOf, Event } from '../messages.ts';
import { valueAt } from '../paths.ts';
import { isLevel, priorityFor } from '../priority.ts';
import { isUndoing, variablesAt } from '../scope-list.ts';
import { MAX_RESULT_BYTES, type State } from '../state.ts';
import { fill, fillDeep } from '../template.ts';
import { BegunSteps } from './begun-steps.ts';
import { besidesWord } from './risk-word.ts';
import { spellAction, spellValues } from './trace.ts';

type Facts = { readonly [name: string]: unknown };
type Values = { readonly [name: string]: Json };
type Conditional = { readonly id: string; readonly conditions: Condition };

/** Whoever decides conditions and rulesets; the engine itself never does. */
export type Judge = {
  chooseFlow(flows: readonly Conditional[], facts: Facts): Promise<string | null>;
  chooseFlows(flows: readonly Conditional[], facts: Facts): Promise<readonly string[]>;
  /** What the ruleset of this key sets; null when there is none. */
  runRuleset(key: string, facts: Facts): Promise<Values | null>;
};

export type Surroundings = {
  readonly judge: Judge;
  /** The calendar of this key, or the one that counts where none is named. */
  readonly calendar: (key: string | undefined) => Calendar | null;
  /** `priorityByHand` is no fact of it: it says that the priority follows impact and urgency no more. */
  readonly ticket: Values;
  readonly requester: Values;
  /** What the record makes of a change by the process: all that changes with it, or why it refuses. As it is, unless said. */
  readonly settle?: (ticket: Values, set: Values, priorityByHand: boolean) => Settled;
  /** Told before each ask is answered: the place to let happen what had happened by then. False: it is not answered. */
  readonly beforeAnswer?: (command: CommandOf<'ask'>) => boolean;
};

export type Settled =
  | { readonly set: Values }
  | { readonly refused: { readonly code: string; readonly message: string } };

/** An answer, and what there is to tell of it. */
export type Answer = { readonly event: Event; readonly said: string | null };

/** A field such as `change.risk` or `custom.site` is one of what stands under its first word. */
export function withFields(ticket: Values, set: Values): Values {
  const after: Record<string, Json> = { ...ticket };
  for (const [field, value] of Object.entries(set)) {
    const [root = field, name] = field.split('.', 2);
    const before = after[root];
    if (name === undefined) after[field] = value;
    else after[root] = { ...(isObject(before) ? (before as Values) : {}), [name]: value };
  }
  return after;
}

export class World {
  readonly ticket: Record<string, Json>;
  /** How often it was changed. */
  changes = 0;
  /** What of its plan is under way; no change of the ticket, since nobody changes it. */
  readonly begun = new BegunSteps();
  readonly #given: Surroundings;
  /** Somebody has set the priority. It stays until it is given back to the matrix with null. */
  #isPriorityByHand: boolean;

  constructor(given: Surroundings) {
    this.#given = given;
    const { priorityByHand, ...ticket } = given.ticket;
    this.ticket = ticket;
    this.#isPriorityByHand = priorityByHand === true;
  }

  /** Somebody outside the process changes the ticket, or one of its actions does. */
  change(set: Values): void {
    const { priority, ...others } = set;
    this.take(priority === null ? others : set);
    if (!('priorityByHand' in set)) this.#follow(set);
    const { impact, urgency } = this.ticket;
    const isWeighed = 'impact' in set || 'urgency' in set || priority === null;
    if (isWeighed && !this.#isPriorityByHand && isLevel(impact) && isLevel(urgency))
      this.ticket.priority = priorityFor(impact, urgency);
  }

  #follow({ priority }: Values): void {
    if (priority !== undefined) this.#isPriorityByHand = priority !== null;
  }

  /** A change as it was recorded: all that followed from it is part of it. */
  take(set: Values): void {
    this.changes += 1;
    const { priorityByHand, ...facts } = set;
    if (priorityByHand !== undefined) this.#isPriorityByHand = priorityByHand === true;
    Object.assign(this.ticket, withFields(this.ticket, facts));
  }

  /** A task of the process is open: of a step of the plan, where it says so. */
  openTask(element: Element | undefined, state: State, token: string): void {
    if (element?.type !== 'userTask' || element.task.step === undefined) return;
    const step = fill(element.task.step, this.#factsOf(state, token)).trim();
    if (step !== '') this.begun.open(token, step, isUndoing(state, token));
  }

  async answer(command: CommandOf<'ask'>, at: string, state: State): Promise<Answer> {
    const { ask, token } = command;
    const facts = this.#factsOf(state, token);
    const of = { at, token };
    const { judge } = this.#given;
    switch (ask.kind) {
      case 'chooseFlow':
        return silent({
          type: 'flowChosen',
          ...of,
          flow: await judge.chooseFlow(ask.flows, facts),
        });
      case 'chooseFlows': {
        const flows = await judge.chooseFlows(ask.flows, facts);
        return silent({ type: 'flowsChosen', ...of, flows });
      }
      case 'compute':
        return silent(answerAll(of, ask.expressions, facts));
      case 'runRuleset': {
        const variables = await judge.runRuleset(ask.ruleset, facts);
        if (!variables) return silent(noRuleset(of, ask.ruleset));
        const event = { type: 'rulesetRun', ...of, variables } as const;
        const bytes = jsonBytes(variables);
        return bytes > MAX_RESULT_BYTES
          ? silent(tooLarge(of, ask.ruleset, bytes))
          : { event, said: spellValues(variables) };
      }
      case 'resolveInstant':
        return silent(this.#resolve(of, ask, command.at, facts));
      case 'act':
        return this.#act(of, ask.action, facts);
    }
  }

  /** Which of these conditions hold at this token. */
  whichHold(
    conditions: readonly Conditional[],
    state: State,
    token: string,
  ): Promise<readonly string[]> {
    return this.#given.judge.chooseFlows(conditions, this.#factsOf(state, token));
  }

  /** The instant this long after another; null where the calendar for it is missing or never open. */
  after(length: Duration, from: string): string | null {
    return addDuration(length, this.#calendarOf(length), from);
  }

  /** What there is to decide by at this token, as it is now and stays. */
  factsAt(state: State, token: string): Facts {
    return { ...this.#factsOf(state, token), ticket: { ...this.begun.in(this.ticket) } };
  }

  #factsOf(state: State, token: string): Facts {
    const { requester } = this.#given;
    const variables = variablesAt(state, token);
    return { ticket: this.begun.in(this.ticket), requester, variables, steps: state.steps };
  }

  #resolve(
    of: { readonly at: string; readonly token: string },
    { timer, from }: Extract<Ask, { kind: 'resolveInstant' }>,
    asked: string,
    facts: Facts,
  ): Event {
    if ('after' in timer) {
      const due =
        from === undefined
          ? this.after(timer.after, asked)
          : nextDue(timer.after, this.#calendarOf(timer.after), from, of.at);
      return due === null
        ? failed(of, 'not_found', 'There is no such calendar, or it is never open.')
        : { type: 'instantResolved', ...of, due };
    }
    const text = 'at' in timer ? timer.at : valueAt(facts, timer.fact);
    const instant = typeof text === 'string' ? toInstant(text) : null;
    if (instant === null) return failed(of, 'bad_instant', 'This is no instant in time.');
    const before = 'fact' in timer ? timer.before : undefined;
    const due = before ? subtractDuration(before, this.#calendarOf(before), instant) : instant;
    return due === null
      ? failed(of, 'not_found', 'There is no such calendar, or it was never open.')
      : { type: 'instantResolved', ...of, due };
  }

  #calendarOf(length: Duration): Calendar | null {
    return this.#given.calendar('calendar' in length ? length.calendar : undefined);
  }

  #act(of: Of, action: RecordAction, facts: Facts): Answer {
    const set = besidesWord(this.ticket, setBy(action, facts));
    const { settle } = this.#given;
    const settled = set && settle ? settle(this.ticket, set, this.#isPriorityByHand) : { set };
    if ('refused' in settled) {
      const { code, message } = settled.refused;
      return silent(failed(of, code, message));
    }
    const said = spellAction(action, facts);
    if (set && settled.set && settle) {
      this.take(settled.set);
      this.#follow(set);
    } else if (settled.set) this.change(settled.set);
    return { event: { type: 'acted', ...of }, said };
  }
}

/** What of the ticket an action sets; null where it leaves the ticket alone. */
function setBy(action: RecordAction, facts: Facts): Values | null {
  if (action.type === 'updateTicket') return fillDeep(action.set, facts) as Values;
  if (action.type !== 'assign') return null;
  const { queue, user } = action;
  return {
    ...(queue === undefined ? {} : { queue: fill(queue, facts).trim() || null }),
    ...(user === undefined ? {} : { assignee: fill(user, facts).trim() || null }),
  };
}

type Of = { readonly at: string; readonly token: string };

const silent = (event: Event): Answer => ({ event, said: null });

const failed = (of: Of, code: string, message: string): Event => ({
  type: 'askFailed',
  ...of,
  code,
  message,
});

const noRuleset = (of: Of, key: string): Event =>
  failed(of, 'ruleset_not_found', `There is no ruleset “${key}”.`);

const tooLarge = (of: Of, key: string, bytes: number): Event =>
  failed(
    of,
    'result_too_large',
    `The ruleset “${key}” sets variables of ${bytes} bytes; at most ${MAX_RESULT_BYTES} are taken.`,
  );
