/**
 * One ticket of the past on a draft, from one instant to the next: whatever comes first happens, be it what the world did,
 * somebody's answer or a time that is up. What the ticket was at each moment comes from history too.
 */
import { wantedVariables } from '../called-variables.ts';
import { canonicalJson } from '../canonical.ts';
import type { Definition } from '../definition.ts';
import { graphOf } from '../graph.ts';
import { Rehearsal, RehearsalProblem, type Settled } from '../rehearsal/index.ts';
import type { Surroundings } from '../rehearsal/world.ts';
import type { Diverged } from './diverged.ts';
import { hear } from './hear.ts';
import type { Happening, History, SetField, Values } from './history.ts';
import { isAt, toTime } from './instants.ts';
import { type Given, nextAnswer } from './next-answer.ts';
import { nextDue } from './next-due.ts';
import type { Past, Setting } from './play.ts';
import { Stays } from './stays.ts';
import { stuckAt } from './stuck.ts';
import { toEvent } from './to-event.ts';

export class Playing {
  readonly rehearsal: Rehearsal;
  diverged: Diverged | null = null;
  /** What the process set on the ticket, in order: only what was another value before. */
  readonly sets: SetField[] = [];
  readonly #history: History;
  readonly #past: Past;
  readonly #stays: Stays;
  /** How many of what happened, of the ticket's changes, and of the steps that were played, have been looked at. */
  #happened = 0;
  #changed = 0;
  #looked = 0;

  constructor(draft: Definition, past: Past, history: History, setting: Setting) {
    const { ticket, requester, stays, start } = history;
    this.#history = history;
    this.#past = past;
    this.#stays = new Stays(stays, draft, past.definition, past.matches);
    const { judge, calendar, settle } = setting;
    const world: Surroundings = {
      judge,
      calendar,
      ticket,
      requester,
      settle: (now, set, byHand) => this.#note(now, settle ? settle(now, set, byHand) : { set }),
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

  /** What happened to the ticket when the run was over. */
  afterwards(): void {
    const last = this.#history.happenings.at(-1);
    if (last) this.#changeUntil(last.at);
  }

  /** Lets happen what comes next; false when nothing can. */
  async #next(): Promise<boolean> {
    const { rehearsal } = this;
    const { tokens, definition } = rehearsal;
    const of = nextAnswer(tokens, this.#stays, definition, this.#past.definition);
    this.diverged = of.diverged;
    if (this.diverged) return false;
    const { next, patience } = of;
    const due = nextDue(rehearsal, this.#stays);
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
      await rehearsal.come(due);
    } else if (happening) await this.#let(happening);
    else {
      this.diverged = stuckAt(rehearsal.tokens);
      return false;
    }
    return true;
  }

  #give({ token, at, answer }: Given): Promise<void> {
    this.#moveTo(at);
    const { state, at: now, definition } = this.rehearsal;
    const taker = state.tokens[token];
    const event = toEvent(answer, { at: now, token }, taker?.wait.kind === 'call');
    if (event.type !== 'runEnded' || !taker) return this.rehearsal.send(event);
    const element = graphOf(definition).elements.get(taker.element);
    return this.rehearsal.send({ ...event, variables: wantedVariables(element, event.variables) });
  }

  async #let(happening: Happening): Promise<void> {
    const { rehearsal } = this;
    this.#happened += 1;
    this.#moveTo(happening.at);
    const { at } = rehearsal;
    switch (happening.kind) {
      case 'change':
        return this.#changeUntil(happening.at);
      case 'message':
      case 'signal':
        this.diverged = await hear(rehearsal, this.#stays, happening);
        return;
      case 'correct': {
        const { variables } = happening;
        return rehearsal.send({ type: 'corrected', at, token: null, variables, reason: '' });
      }
      case 'cancel': {
        const { reason, undo } = happening;
        return rehearsal.send({ type: 'cancelled', at, reason, undo });
      }
    }
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
      if (next.kind === 'change') this.rehearsal.changed(next.set, next.at);
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
}
