/**
 * Plays a draft once more on what a ticket's run has been, on the production interpreter: rules, calendars and timers answer
 * for themselves; what people and the world did is taken from history, at the instant at which they did it. Where the draft
 * asks what history never answered, it stops and says so. Where the draft is what really ran, the very same path comes out.
 */
import { wantedVariables } from '../called-variables.ts';
import { canonicalJson } from '../canonical.ts';
import type { Definition, Element } from '../definition.ts';
import { startOf } from '../graph/start-of.ts';
import { graphOf } from '../graph.ts';
import type { Event } from '../messages.ts';
import { Rehearsal, RehearsalProblem, type Settled } from '../rehearsal/index.ts';
import type { Due } from '../rehearsal/rehearsal.ts';
import type { Surroundings } from '../rehearsal/world.ts';
import type { Token } from '../state.ts';
import { type Diverged, type Divergence, misfit } from './diverged.ts';
import type { Answer, Happening, History, SetField, Stay, Values } from './history.ts';
import { type Matches, matchElements } from './match.ts';
import { Stays } from './stays.ts';

export type Setting = Pick<Surroundings, 'judge' | 'calendar'> & {
  /** What the record makes of what the process sets on this ticket. */
  readonly settle?: (history: History) => Surroundings['settle'];
};

export type Past = { readonly definition: Definition; readonly matches: Matches };

export const toPast = (draft: Definition, definition: Definition): Past => ({
  definition,
  matches: matchElements(draft, definition),
});

/** Null where the draft would not have begun at all. */
export async function play(
  draft: Definition,
  past: Past,
  history: History,
  setting: Setting,
): Promise<Playing | null> {
  const start = await startFor(draft, history, setting);
  if (start === null) return null;
  const playing = new Playing(draft, past, history, setting);
  await playing.through(start);
  return playing;
}

/** Where the draft begins for this ticket. */
async function startFor(
  draft: Definition,
  { trigger, start, ticket, requester }: History,
  { judge }: Setting,
): Promise<string | null> {
  const begins = graphOf(draft).elements.get(start.element);
  if (begins?.type !== 'startEvent' || begins.parent !== undefined)
    return trigger ? null : startOf(draft, 'manual');
  if (!trigger) return begins.id;
  if (begins.trigger.type !== 'ticketCreated') return null;
  const { ticketTypes, catalogItem, conditions } = begins.trigger;
  if (ticketTypes?.length && !ticketTypes.some((type) => type === ticket.type)) return null;
  if (catalogItem !== undefined && catalogItem !== trigger.catalogItem) return null;
  if (!conditions) return begins.id;
  const facts = { ticket, requester, variables: start.variables, steps: {} };
  return judge.chooseFlow([{ id: begins.id, conditions }], facts);
}

type Given = { readonly token: string; readonly at: string; readonly answer: Answer };
type Answers = {
  readonly next: Given | null;
  /** Until when it is known of somebody who was waited for that they did not answer. */
  readonly patience: { readonly element: string; readonly at: string } | null;
};

export class Playing {
  readonly rehearsal: Rehearsal;
  diverged: Diverged | null = null;
  /** What the process set on the ticket, in order: only what was another value before. */
  readonly sets: SetField[] = [];
  readonly #history: History;
  readonly #past: Past;
  readonly #stays: Stays;
  /** How many of what happened, and of the steps that were played, have been looked at. */
  #happened = 0;
  #changed = 0;
  #looked = 0;

  constructor(draft: Definition, past: Past, history: History, setting: Setting) {
    const { ticket, requester, stays, start } = history;
    this.#history = history;
    this.#past = past;
    this.#stays = new Stays(stays, draft, past.definition, past.matches);
    const { judge, calendar } = setting;
    const settle = setting.settle?.(history);
    const world: Surroundings = {
      ...{ judge, calendar, ticket, requester },
      settle: (now, set) => this.#note(now, settle ? settle(now, set) : { set }),
      beforeAnswer: (command: { readonly token: string }) => this.#catchUp(command.token),
    };
    this.rehearsal = new Rehearsal(draft, world, null, start.at);
  }

  #note(now: Values, settled: Settled): Settled {
    if ('set' in settled)
      for (const [field, value] of Object.entries(settled.set))
        if (canonicalJson(now[field]) !== canonicalJson(value)) this.sets.push({ field, value });
    return settled;
  }

  async through(start: string): Promise<void> {
    const { rehearsal } = this;
    try {
      await rehearsal.start(start, this.#history.start.variables);
      while (rehearsal.state.status === 'running' && !this.diverged) {
        this.#look();
        if (!(await this.#next())) break;
      }
    } catch (error) {
      if (!(error instanceof RehearsalProblem)) throw error;
      this.diverged = { element: rehearsal.tokens[0]?.element ?? start, reason: 'endless' };
    }
    this.#look();
  }

  /** Lets happen what comes next; false when nothing can. */
  async #next(): Promise<boolean> {
    const { next, patience } = this.#nextAnswer();
    if (this.diverged) return false;
    const due = this.#nextDue();
    const happening = this.#history.happenings[this.#happened];
    const first = Math.min(...[happening?.at, due?.due, next?.at].map(toTime));
    if (patience && first > Date.parse(patience.at)) {
      // Nobody knows whether somebody would have answered after that.
      this.diverged = { element: patience.element, reason: 'unanswered' };
      return false;
    }
    const isNow = (at: string | undefined): boolean => toTime(at) === first;
    // At one instant: the ticket, who answered, what was heard, what was due. Whoever ended it all came last.
    if (happening?.kind === 'change' && isNow(happening.at)) await this.#let(happening);
    else if (next && isNow(next.at)) await this.#give(next);
    else if (happening && happening.kind !== 'cancel' && isNow(happening.at))
      await this.#let(happening);
    else if (due && isNow(due.due)) {
      this.#moveTo(due.due);
      await this.rehearsal.come(due);
    } else if (happening) await this.#let(happening);
    else {
      this.#stuck();
      return false;
    }
    return true;
  }

  #give({ token, at, answer }: Given): Promise<void> {
    this.#moveTo(at);
    const { state, at: now } = this.rehearsal;
    const taker = state.tokens[token];
    const isCall = taker?.wait.kind === 'call';
    const event = toEvent(answer, { at: now, token }, isCall);
    if (event.type !== 'runEnded' || !taker) return this.rehearsal.send(event);
    const variables = wantedVariables(this.#element(taker), event.variables);
    return this.rehearsal.send({ ...event, variables });
  }

  /** The earliest answer that history has for what is waited for. What it can never answer ends the back-test. */
  #nextAnswer(): Answers {
    let next: Given | null = null;
    let patience: Answers['patience'] = null;
    for (const token of this.rehearsal.tokens) {
      const stay = this.#stays.of(token.id)?.stay;
      if (!asksSomebody(token, stay)) continue;
      const element = this.#element(token);
      if (!stay || !element) {
        this.diverged ??= { element: token.element, reason: 'neverHappened' };
        continue;
      }
      const { answer, leftAt } = stay;
      if (!leftAt) continue;
      if (!answer || isTimedOut(answer)) {
        if (!patience || isBefore(leftAt, patience.at))
          patience = { element: token.element, at: leftAt };
        continue;
      }
      const reason = misfit(element, this.#before(stay.element), answer);
      if (reason) this.diverged ??= { element: token.element, reason };
      else if (!next || isBefore(leftAt, next.at)) next = { token: token.id, at: leftAt, answer };
    }
    return { next, patience };
  }

  /** What comes by itself next. Of a time that was the same in the past it is known when it came, or that it did not. */
  #nextDue(): Due | null {
    let next: (Due & { readonly came: boolean }) | null = null;
    for (const one of this.rehearsal.dues) {
      const due = this.#timeOf(one);
      const isFirst = !next || isBefore(due.due, next.due);
      if (isFirst || (next && !next.came && due.came && !isBefore(next.due, due.due))) next = due;
    }
    return next;
  }

  /** `came`: whether it did, where that is known; what called it off at the very instant goes first. */
  #timeOf({ token, due }: Due): Due & { readonly came: boolean } {
    const { stay } = this.#stays.of(token.id) ?? {};
    const isKnown = stay?.leftAt && this.#stays.hasSameTime(token.id, token.element);
    if (!stay?.leftAt || !isKnown || isBefore(stay.leftAt, due)) return { token, due, came: true };
    const came =
      token.wait.kind === 'timer' ? stay.outcome !== 'withdrawn' : isTimedOut(stay.answer);
    return { token, due: stay.leftAt, came };
  }

  async #let(happening: Happening): Promise<void> {
    const { rehearsal } = this;
    this.#happened += 1;
    this.#moveTo(happening.at);
    switch (happening.kind) {
      case 'change':
        return this.#changeUntil(happening.at);
      case 'message':
        return happening.forgotten ? this.#recall(happening.name) : this.#hear(happening);
      case 'signal':
        return this.#hearSignal(happening);
      case 'correct': {
        const { variables } = happening;
        return rehearsal.send({
          type: 'corrected',
          at: rehearsal.at,
          token: null,
          variables,
          reason: '',
        });
      }
      case 'cancel': {
        const { reason, undo } = happening;
        return rehearsal.send({ type: 'cancelled', at: rehearsal.at, reason, undo });
      }
    }
  }

  /** It is for whoever took it in then, where that is known; else for whoever would be next. */
  async #hear(message: Extract<Happening, { kind: 'message' }>): Promise<void> {
    const taker = this.rehearsal.tokens.find(({ id, wait }) => {
      const { leftAt, outcome } = this.#stays.of(id)?.stay ?? {};
      const isNamed = wait.kind === 'message' && wait.name === message.name;
      return isNamed && leftAt != null && isAt(leftAt, message.at) && outcome !== 'withdrawn';
    });
    if (!taker) return this.rehearsal.hear(message);
    const { at } = this.rehearsal;
    const { value } = message;
    await this.rehearsal.send({ type: 'messageReceived', at, token: taker.id, value });
  }

  async #hearSignal({
    name,
    value,
    forgotten,
  }: Extract<Happening, { kind: 'signal' }>): Promise<void> {
    const reader = this.rehearsal.tokens.find((token) => {
      const element = this.#element(token);
      return (
        token.wait.kind === 'signal' && token.wait.name === name && element && readsContent(element)
      );
    });
    if (forgotten && reader) this.diverged = { element: reader.element, reason: 'forgotten' };
    else await this.rehearsal.hearSignal(name, value);
  }

  /** A message of which only the name is known: enough, where what it says is not looked at. */
  async #recall(name: string): Promise<void> {
    const token = this.rehearsal.tokens.find(
      ({ wait }) => wait.kind === 'message' && wait.name === name,
    );
    const element = token && this.#element(token);
    if (!token || !element) return;
    if (readsContent(element)) {
      this.diverged = { element: token.element, reason: 'forgotten' };
      return;
    }
    const of = { at: this.rehearsal.at, token: token.id };
    await this.rehearsal.send({ type: 'messageReceived', ...of, value: null });
  }

  /**
   * Before a question is answered, the ticket is as it was when the same question was answered then. False where the run was
   * ended before there was an answer.
   */
  #catchUp(token: string): boolean {
    this.#look();
    const found = this.#stays.of(token);
    const { leftAt, outcome } = found?.stay ?? {};
    if (!found?.isInStep || !leftAt || !this.#isAnsweredAtOnce(token)) return true;
    if (outcome === 'withdrawn' && this.#isEndedAt(leftAt)) return false;
    this.#moveTo(leftAt);
    this.#changeUntil(leftAt);
    return true;
  }

  #isEndedAt(instant: string): boolean {
    return this.#history.happenings.some(({ kind, at }) => kind === 'cancel' && isAt(at, instant));
  }

  /** Gateways, rulesets and actions are left by the answer; whoever waits for time or people asks before they wait. */
  #isAnsweredAtOnce(id: string): boolean {
    const { wait } = this.rehearsal.state.tokens[id] ?? {};
    return wait?.kind === 'answer' && wait.asked !== 'compute' && wait.asked !== 'resolveInstant';
  }

  #changeUntil(at: string): void {
    const { happenings } = this.#history;
    for (; this.#changed < happenings.length; this.#changed += 1) {
      const next = happenings[this.#changed];
      if (!next || Date.parse(next.at) > Date.parse(at)) break;
      if (next.kind === 'change') this.rehearsal.world.take(next.set);
    }
  }

  /** Gives each token that has come to an element its stay of the past. */
  #look(): void {
    const { steps } = this.rehearsal;
    for (; this.#looked < steps.length; this.#looked += 1)
      for (const command of steps[this.#looked]?.commands ?? [])
        if (command.type === 'entered')
          this.#stays.enter(command.token, command.element, command.at);
  }

  #moveTo(at: string): void {
    if (Date.parse(at) > Date.parse(this.rehearsal.at)) this.rehearsal.at = at;
  }

  /** Nothing goes on any more, though it has not ended: either it fails here, or it waits for what never was. */
  #stuck(): void {
    const { tokens } = this.rehearsal;
    if (tokens.some(({ wait }) => wait.kind === 'failed')) return;
    const waiting = tokens.find(
      ({ guards, listens, wait }) => !guards && !listens && wait.kind in STUCK,
    );
    const reason = STUCK[waiting?.wait.kind ?? ''] ?? 'neverCame';
    this.diverged = { element: waiting?.element ?? tokens[0]?.element ?? '', reason };
  }

  #element({ element }: Token): Element | undefined {
    return graphOf(this.rehearsal.definition).elements.get(element);
  }

  #before(id: string): Element | undefined {
    return graphOf(this.#past.definition).elements.get(id);
  }
}

const STUCK: { readonly [kind: string]: Divergence } = {
  task: 'unanswered',
  approval: 'unanswered',
  call: 'unanswered',
  called: 'unanswered',
  message: 'neverCame',
  signal: 'neverCame',
};

const isTimedOut = (answer: Answer | undefined): boolean =>
  answer?.kind === 'approval' && answer.outcome === 'timedOut';

/** What never comes is later than everything. */
const toTime = (at: string | undefined): number =>
  at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);

const isAt = (one: string, other: string): boolean => Date.parse(one) === Date.parse(other);

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

/** Whether somebody outside is waited for; whoever mends a failure counts where they did. */
function asksSomebody({ wait }: Token, stay: Stay | undefined): boolean {
  if (wait.kind === 'failed') return stay?.answer?.kind === 'skipped';
  return (
    wait.kind === 'task' ||
    wait.kind === 'approval' ||
    wait.kind === 'call' ||
    wait.kind === 'called'
  );
}

/** Whether what a message or a signal says becomes a variable. */
function readsContent(element: Element): boolean {
  const at = element.type === 'startEvent' ? element.trigger : element;
  const heard = ('message' in at && at.message) || ('signal' in at && at.signal);
  return typeof heard === 'object' && 'into' in heard;
}

function toEvent(
  answer: Answer,
  of: { readonly at: string; readonly token: string },
  isCall: boolean,
): Event {
  switch (answer.kind) {
    case 'task':
      return { type: 'taskCompleted', ...of, outcome: answer.outcome, values: answer.values };
    case 'approval':
      return { type: 'approvalDecided', ...of, outcome: answer.outcome };
    case 'call':
      return { type: 'callDone', ...of, variables: answer.variables };
    case 'called':
      return { type: 'runEnded', ...of, outcome: answer.outcome, variables: answer.variables };
    case 'broken': {
      const { code, message } = answer;
      return { type: isCall ? 'callFailed' : 'runFailed', ...of, code, message };
    }
    case 'skipped':
      return { type: 'skipped', ...of, outcome: answer.outcome, reason: '' };
    case 'moved':
      throw new Error('invariant: what was moved by hand is no answer');
  }
}
