/**
 * The third shell around the interpreter: a virtual clock, answers from the real rules and calendars, and no world
 * outside. It does what the Temporal workflow and the browser's simulator do, and keeps a trace in words.
 */
import { addDuration, nextDue } from '#engine/calendar/duration.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import { compute, ExpressionProblem } from '#engine/expression/index.ts';
import { advance, outstanding, start } from '#engine/interpreter.ts';
import type { Ask, Command, Event, Step } from '#engine/messages.ts';
import { valueAt } from '#engine/paths.ts';
import { variablesAt } from '#engine/scope-list.ts';
import type { Json, State, Token } from '#engine/state.ts';
import { fill, fillDeep } from '#engine/template.ts';
import { chooseFlow, chooseFlows, evaluateRuleset } from '#rules/evaluate.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { spoken } from './clock.ts';
import { spell, spellAction } from './trace.ts';

export type World = {
  readonly definition: Definition;
  readonly rulesets: readonly Ruleset[];
  readonly calendar: Calendar;
  readonly at: string;
  readonly ticket: { readonly [field: string]: Json };
  /** Elements whose next ask or call fails, and with what. */
  readonly failing?: ReadonlyMap<string, string>;
};

export class Shell {
  readonly trace: string[] = [];
  readonly commands: Command[] = [];
  readonly ticket: Record<string, Json>;
  at: string;
  state: State | null = null;
  readonly #world: World;
  readonly #failing: Map<string, string>;
  readonly #timers = new Map<string, string>();
  #spokenAt: string;

  constructor(world: World) {
    this.#world = world;
    this.at = world.at;
    this.#spokenAt = world.at;
    this.ticket = { ...world.ticket };
    this.#failing = new Map(world.failing);
  }

  async start(element: string, variables: { readonly [name: string]: Json }): Promise<void> {
    await this.#take(
      start(this.#world.definition, { type: 'started', at: this.at, start: element, variables }),
    );
  }

  async send(event: Event): Promise<void> {
    if (!this.state) throw new Error('the run has not started');
    await this.#take(advance(this.#world.definition, this.state, event));
  }

  /** Moves the clock, letting timers fire on their way in the order in which they are due. */
  async moveTo(at: string): Promise<void> {
    for (;;) {
      const [next] = [...this.#timers]
        .filter(([, due]) => Date.parse(due) <= Date.parse(at))
        .sort(([, one], [, other]) => Date.parse(one) - Date.parse(other));
      if (!next) break;
      const [token, due] = next;
      this.#timers.delete(token);
      this.at = due;
      await this.send({ type: 'timerFired', at: due, token });
    }
    this.at = at;
  }

  /** A message or a signal comes: to the oldest token that waits for it, or to all. */
  async hears(
    kind: 'message' | 'signal',
    name: string,
    value: Json,
    key: string | null,
  ): Promise<void> {
    const hearing = Object.values(this.state?.tokens ?? {}).filter(
      ({ wait }) =>
        wait.kind === kind && wait.name === name && (!('key' in wait) || wait.key === key),
    );
    if (hearing.length === 0) throw new Error(`nobody waits for the ${kind} “${name}”`);
    for (const { id: token } of kind === 'message' ? hearing.slice(0, 1) : hearing)
      await this.send({ type: `${kind}Received`, at: this.at, token, value });
  }

  failNext(element: string, code: string): void {
    this.#failing.set(element, code);
  }

  /** The token that waits at this element in this way. */
  waiting(element: string, kind: Token['wait']['kind']): Token {
    const token = Object.values(this.state?.tokens ?? {}).find(
      (one) => one.element === element && one.wait.kind === kind,
    );
    if (!token) {
      const standing = Object.values(this.state?.tokens ?? {}).map(
        (one) => `${one.element} (${one.wait.kind})`,
      );
      throw new Error(
        `nothing waits at “${element}” for ${kind}; there are: ${standing.join(', ')}`,
      );
    }
    return token;
  }

  get facts(): { readonly [name: string]: unknown } {
    return {
      ticket: this.ticket,
      requester: { email: 'ravi@demo.test', name: 'Ravi' },
      variables: this.state?.variables ?? {},
      steps: this.state?.steps ?? {},
    };
  }

  /** Loses everything but the state, and goes on from it, as after a restart. */
  async restart(): Promise<void> {
    if (!this.state) return;
    this.state = JSON.parse(JSON.stringify(this.state)) as State;
    this.#timers.clear();
    await this.#carryOut(outstanding(this.#world.definition, this.state));
  }

  async #take(step: Step): Promise<void> {
    this.state = step.state;
    this.commands.push(...step.commands);
    await this.#carryOut(step.commands);
  }

  async #carryOut(commands: readonly Command[]): Promise<void> {
    const answers: Event[] = [];
    for (const command of commands) {
      this.#tell(command);
      if (command.type === 'timer') this.#timers.set(command.token, command.at);
      if (command.type === 'withdraw') this.#timers.delete(command.token);
      if (command.type === 'ask') answers.push(await this.#answer(command));
      if (command.type === 'call') {
        const failure = this.#failureAt(command.element);
        if (failure) answers.push({ type: 'callFailed', token: command.token, ...failure });
      }
    }
    for (const answer of answers) await this.send(answer);
  }

  async #answer({ token, element, ask }: Extract<Command, { type: 'ask' }>): Promise<Event> {
    const failure = this.#failureAt(element);
    if (failure) return { type: 'askFailed', token, ...failure };
    const of = { at: this.at, token };
    const facts = { ...this.facts, variables: this.#variablesAt(token) };
    switch (ask.kind) {
      case 'chooseFlow':
        return { type: 'flowChosen', ...of, flow: (await chooseFlow(ask.flows, facts)).flow };
      case 'chooseFlows': {
        const { flows } = await chooseFlows(ask.flows, facts);
        return { type: 'flowsChosen', ...of, flows };
      }
      case 'compute':
        return this.#compute(of, ask.expressions);
      case 'runRuleset': {
        const ruleset = this.#world.rulesets.find(({ key }) => key === ask.ruleset);
        if (!ruleset) return { type: 'askFailed', ...of, code: 'ruleset_unknown', message: '' };
        const { variables } = await evaluateRuleset(ruleset, facts);
        const said = Object.entries(variables).map(([name, value]) => `${name} = ${value}`);
        this.#say(`${element}: ${said.join(', ')}`);
        return { type: 'rulesetRun', ...of, variables };
      }
      case 'resolveInstant':
        return { type: 'instantResolved', ...of, due: this.#due(ask) ?? 'never' };
      case 'act':
        this.#act(element, ask, facts);
        return { type: 'acted', ...of };
    }
  }

  #compute(
    of: { at: string; token: string },
    expressions: { readonly [name: string]: string },
  ): Event {
    const facts = { ...this.facts, variables: this.#variablesAt(of.token) };
    try {
      const values = Object.entries(expressions).map(([name, text]) => [
        name,
        compute(text, facts),
      ]);
      return { type: 'computed', ...of, values: Object.fromEntries(values) };
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      return { type: 'askFailed', ...of, code: 'bad_expression', message: error.message };
    }
  }

  #variablesAt(token: string): { readonly [name: string]: Json } {
    return this.state ? variablesAt(this.state, token) : {};
  }

  #due({ timer, from }: Extract<Ask, { kind: 'resolveInstant' }>): string | null {
    const { calendar } = this.#world;
    if ('after' in timer && from !== undefined)
      return nextDue(timer.after, calendar, from, this.at);
    if ('after' in timer) return addDuration(timer.after, calendar, this.at);
    return 'at' in timer ? timer.at : String(valueAt(this.facts, timer.fact));
  }

  #act(element: string, { action }: Extract<Ask, { kind: 'act' }>, facts: object): void {
    if (action.type === 'updateTicket') {
      Object.assign(this.ticket, fillDeep(action.set, facts));
    } else if (action.type === 'assign' && action.queue) {
      this.ticket.queue = fill(action.queue, facts);
    }
    this.#say(`${element}: ${spellAction(action, facts)}`);
  }

  #tell(command: Command): void {
    const said = spell(command, this.#world.definition, this.state);
    if (said !== null) this.#say(said);
  }

  #say(what: string): void {
    const when = this.at === this.#spokenAt ? '' : `${spoken(this.at)} `;
    this.#spokenAt = this.at;
    this.trace.push(`${when}${what}`);
  }

  #failureAt(element: string): { at: string; code: string; message: string } | null {
    const code = this.#failing.get(element);
    this.#failing.delete(element);
    return code === undefined ? null : { at: this.at, code, message: `${element} failed` };
  }
}
