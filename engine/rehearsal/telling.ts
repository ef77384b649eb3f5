/** What a rehearsal tells of itself: the lines of its trace, and entry by entry what lies behind them. */
import type { Definition } from '../definition.ts';
import type { Event } from '../messages.ts';
import type { State } from '../state.ts';
import type { Entry } from './journal.ts';
import { spell } from './trace.ts';
import type { Week } from './week.ts';

export class Telling {
  readonly trace: string[] = [];
  readonly journal: Entry[] = [];
  readonly #definition: Definition;
  readonly #week: Week;
  /** The instant of the last line: only what comes at another one says when. */
  #spokenAt: string;

  constructor(definition: Definition, week: Week, at: string) {
    this.#definition = definition;
    this.#week = week;
    this.#spokenAt = at;
  }

  say(what: string | null, at: string): void {
    if (what === null) return;
    const when = at === this.#spokenAt ? '' : `${this.#week.spoken(at)} `;
    this.#spokenAt = at;
    this.trace.push(`${when}${what}`);
  }

  /** A command with its line, and whatever is said while it is carried out. */
  async note(
    entry: Omit<Entry, 'answer' | 'line'>,
    state: State,
    carry: () => Promise<Event | null>,
  ): Promise<Event | null> {
    const line = this.trace.length;
    this.say(spell(entry.command, this.#definition, state, this.#week, entry.facts), entry.at);
    const answer = await carry();
    this.journal.push({ ...entry, answer, line: this.trace.length > line ? line : null });
    return answer;
  }

  /** Does this untold: what is told meanwhile is forgotten. */
  async silently(work: () => Promise<void>): Promise<void> {
    const { trace, journal } = this;
    const told = trace.length;
    const noted = journal.length;
    await work();
    trace.length = told;
    journal.length = noted;
  }
}
