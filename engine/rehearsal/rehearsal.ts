/**
 * A run without a record: the loop around the interpreter that the Temporal workflow is too, with a clock that is moved by
 * hand and a world that is given. What it does is told as a trace. Nothing here knows what a process means.
 */

import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { advance, outstanding, start } from '../interpreter.ts';
import type { Json } from '../json.ts';
import type { Command, CommandOf, Event, Step } from '../messages.ts';
import type { State, Token } from '../state.ts';
import { Approvals } from './approvals.ts';
import { Bounded, type Bounds } from './bounds.ts';
import { type Entry, isTelling } from './journal.ts';
import { type Message, Post } from './post.ts';
import { RehearsalProblem } from './problem.ts';
import { Telling } from './telling.ts';
import { type TicketMoment, TicketPast } from './ticket-past.ts';
import { type Round, SAID, type Vote } from './voting.ts';
import type { Week } from './week.ts';
import { type Surroundings, World } from './world.ts';

type Values = { readonly [name: string]: Json };

export type RehearsedStep = Step & { readonly event: Event };

/** A token that goes on by itself when its time has come: a timer, or an approval that can be decided no longer. */
export type Due = { readonly token: Token; readonly due: string };

export class Rehearsal {
  /** Everything it was told, in order, and what came of it. */
  readonly steps: RehearsedStep[] = [];
  readonly definition: Definition;
  readonly world: World;
  at: string;
  #state: State | null = null;
  readonly #telling: Telling | null;
  readonly #bounded: Bounded;
  readonly #beforeAnswer: Surroundings['beforeAnswer'];
  readonly #failing = new Map<string, string>();
  readonly #undecided = new Set<string>();
  readonly #approvals: Approvals;
  readonly #past = new TicketPast();
  readonly #post = new Post();
  /** So many answers deep; messages come when all is at rest. */
  #depth = 0;
  #isDelivering = false;

  /** Without a week nothing is told: trace and journal stay empty. */
  constructor(
    definition: Definition,
    surroundings: Surroundings,
    week: Week | null,
    at: string,
    bounds: Bounds = {},
  ) {
    this.#bounded = new Bounded(bounds);
    this.definition = definition;
    this.world = new World(surroundings);
    this.#approvals = new Approvals(definition, this.world);
    this.#beforeAnswer = surroundings.beforeAnswer;
    this.#telling = week && new Telling(definition, week, at);
    this.at = at;
  }

  /** @throws RehearsalProblem before it has started */
  get state(): State {
    if (!this.#state) throw new RehearsalProblem('The run has not started.', 'not_started');
    return this.#state;
  }

  get tokens(): readonly Token[] {
    return Object.values(this.#state?.tokens ?? {});
  }

  get trace(): readonly string[] {
    return this.#telling?.trace ?? [];
  }

  /** What came of it, with what lies behind each line of the trace. */
  get journal(): readonly Entry[] {
    return this.#telling?.journal ?? [];
  }

  get commands(): readonly Command[] {
    return this.steps.flatMap(({ commands }) => commands);
  }

  /** The instant at which the next timer fires or the next approval times out, or null. */
  get nextTimer(): string | null {
    return this.#due()?.due ?? null;
  }

  /** When this comes by itself: a timer, or the end of an approval's time. */
  dueOf({ id, wait }: Token): string | undefined {
    if (wait.kind === 'timer') return wait.at;
    return wait.kind === 'approval' ? this.#approvals.dueOf(id) : undefined;
  }

  /** Everything that comes by itself, in the order of its tokens: the state says which timers run and what is still open. */
  get dues(): readonly Due[] {
    return this.tokens.flatMap((token) => {
      const due = this.dueOf(token);
      return due === undefined ? [] : [{ token, due }];
    });
  }

  /** What has happened to its ticket so far, from when it was opened. */
  get moments(): readonly TicketMoment[] {
    return this.#past.moments;
  }

  start(element: string, variables: Values): Promise<void> {
    this.#past.note(this.world, this.at, 'opened');
    const event = { type: 'started', at: this.at, start: element, variables } as const;
    return this.#take(event, start(this.definition, event));
  }

  /** @throws RehearsalProblem when there is no end to it */
  async send(event: Event): Promise<void> {
    this.#bounded.countEvent();
    if (event.type === 'taskCompleted') this.world.begun.close(event.token);
    await this.#take(event, advance(this.definition, this.state, event));
  }

  /** Moves the clock; on their way timers fire and approvals time out, in the order in which they are due. */
  async moveTo(at: string): Promise<void> {
    for (let next = this.#due(); next; next = this.#due()) {
      if (Date.parse(next.due) > Date.parse(at)) break;
      await this.come(next);
    }
    this.at = at;
  }

  /** What is due comes. */
  come({ token, due }: Due): Promise<void> {
    return token.wait.kind === 'timer' ? this.fire(token.id, due) : this.#timeOut(token, due);
  }

  /** This timer comes, when it is due or now. */
  async fire(token: string, due: string): Promise<void> {
    if (Date.parse(due) > Date.parse(this.at)) this.at = due;
    await this.send({ type: 'timerFired', at: this.at, token });
  }

  async #timeOut(token: Token, due: string): Promise<void> {
    if (Date.parse(due) > Date.parse(this.at)) this.at = due;
    const outcome = this.#approvals.timeOut(token);
    await this.send({ type: 'approvalDecided', at: this.at, token: token.id, outcome });
  }

  /** A message for this run: to the token that has waited longest, or kept until one waits for it. */
  async hear(message: Message): Promise<void> {
    this.#post.send(message);
    await this.#deliver();
  }

  /** A signal is for all who wait for it now. */
  async hearSignal(name: string, value: Json): Promise<void> {
    const hearing = this.tokens.filter(({ wait }) => wait.kind === 'signal' && wait.name === name);
    for (const { id: token } of hearing)
      await this.send({ type: 'signalReceived', at: this.at, token, value });
  }

  /** Somebody changes the ticket from outside. */
  change(set: Values): void {
    this.world.change(set);
    this.#past.follow(this.world, this.at);
  }

  /** The ticket was changed at an instant that is over: all that followed from it is part of it. */
  changed(set: Values, at: string): void {
    this.world.take(set);
    this.#past.follow(this.world, at);
  }

  /** Somebody answers on the ticket, for all to read. */
  reply(by: 'agent' | 'requester'): void {
    this.#past.note(this.world, this.at, by === 'agent' ? 'agentAnswered' : 'requesterAnswered');
    this.#say(`the ${by} replies`);
  }

  /** Somebody votes; the vote that decides is the decision. @throws RehearsalProblem for who is not asked, or not any more */
  async vote(token: Token, vote: Vote): Promise<void> {
    const outcome = this.#approvals.cast(token, vote, this.at);
    if (outcome === null) return;
    this.#say(`${token.element}: ${vote.voter} ${SAID[vote.decision]}`);
    if (outcome === 'open') return;
    await this.send({ type: 'approvalDecided', at: this.at, token: token.id, outcome });
  }

  /** Who is asked at this approval and who has voted; null where nobody votes. */
  roundOf(token: Token): Round | null {
    return this.#approvals.roundOf(token);
  }

  /** Those who are asked at approvals, by name. */
  nameVoters(voters: Readonly<Record<string, readonly string[]>>): void {
    this.#approvals.nameVoters(voters);
  }

  /** From now on this gateway waits to be told. */
  leaveUndecided(element: string): void {
    this.#undecided.add(element);
  }

  failNext(element: string, code: string): void {
    this.#failing.set(element, code);
  }

  /** Loses everything but the state and goes on from it, as after a restart; the trace does not notice. */
  async restart(): Promise<void> {
    this.#state = JSON.parse(JSON.stringify(this.state)) as State;
    const goOn = () => this.#carryOut(outstanding(this.definition, this.state));
    await (this.#telling ? this.#telling.silently(goOn) : goOn());
  }

  async #take(event: Event, step: Step): Promise<void> {
    this.#state = step.state;
    this.steps.push({ event, ...step });
    await this.#bounded.countCommands(step.commands.length);
    await this.#carryOut(step.commands);
    this.#past.follow(this.world, this.at);
    if (this.#depth === 0) await this.#deliver();
  }

  async #carryOut(commands: readonly Command[]): Promise<void> {
    const answers: Event[] = [];
    for (const command of commands) {
      const answer = await (this.#telling
        ? this.#note(command, this.#telling)
        : this.#carry(command));
      if (answer) answers.push(answer);
    }
    this.#depth += 1;
    for (const answer of answers) await this.send(answer);
    this.#depth -= 1;
  }

  #note(command: Command, telling: Telling): Promise<Event | null> {
    const facts = isTelling(command) && 'token' in command ? this.#factsAt(command.token) : null;
    const entry = { at: this.at, element: this.#placeOf(command), command, facts };
    return telling.note(entry, this.state, () => this.#carry(command));
  }

  #factsAt(token: string): Entry['facts'] {
    return this.world.factsAt(this.state, token);
  }

  #placeOf(command: Command): string | null {
    if ('element' in command) return command.element || null;
    return 'token' in command ? this.#elementOf(command.token) : null;
  }

  #elementOf(token: string): string | null {
    return this.state.tokens[token]?.element ?? null;
  }

  /** When all is at rest, what was kept goes to those who wait now, and then what the process says to the world too. */
  async #deliver(): Promise<void> {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (;;) {
      const events = this.#post.handOver(this.tokens, this.at);
      for (const event of events) await this.send(event);
      if (events.length > 0) continue;
      const said = this.#post.nextSaid();
      if (!said) break;
      if (said.type === 'sendMessage') this.#post.send(said);
      else await this.hearSignal(said.name, said.value);
    }
    this.#isDelivering = false;
  }

  async #carry(command: Command): Promise<Event | null> {
    switch (command.type) {
      case 'openTask':
        this.world.openTask(
          graphOf(this.definition).elements.get(command.element),
          this.state,
          command.token,
        );
        return null;
      case 'openApproval':
        return this.#openApproval(command);
      case 'ask':
        return this.#answer(command);
      case 'call': {
        const failure = this.#failureAt(command.element);
        return failure && { type: 'callFailed', token: command.token, ...failure };
      }
      case 'unheard':
        this.#post.giveBack(command.message);
        return null;
      case 'sendMessage':
      case 'throwSignal':
        this.#post.say(command);
        return null;
      default:
        return null;
    }
  }

  async #answer(command: CommandOf<'ask'>): Promise<Event | null> {
    const { token, element } = command;
    const failure = this.#failureAt(element);
    if (failure) return { type: 'askFailed', token, ...failure };
    if (isDecision(command) && this.#undecided.has(element)) return null;
    if (this.#beforeAnswer?.(command) === false) return null;
    const { event, said } = await this.world.answer(command, this.at, this.state);
    this.#say(said === null ? null : `${element}: ${said}`);
    return event;
  }

  async #openApproval(command: CommandOf<'openApproval'>): Promise<Event | null> {
    const { token } = command;
    const outcome = await this.#approvals.open(command, this.state);
    return outcome && { type: 'approvalDecided', at: this.at, token, outcome };
  }

  /** What comes next by itself. */
  #due(): Due | null {
    let first: Due | null = null;
    for (const next of this.dues)
      if (!first || Date.parse(next.due) < Date.parse(first.due)) first = next;
    return first;
  }

  #say(what: string | null): void {
    this.#telling?.say(what, this.at);
  }

  #failureAt(element: string): { at: string; code: string; message: string } | null {
    const code = this.#failing.get(element);
    this.#failing.delete(element);
    return code === undefined ? null : { at: this.at, code, message: `${element} failed` };
  }
}

const isDecision = ({ ask }: CommandOf<'ask'>): boolean =>
  ask.kind === 'chooseFlow' || ask.kind === 'chooseFlows';
