/**
 * Stories about a process, told in a few verbs and compared with their trace. The verbs write a scenario; nothing runs until
 * `traces` or `ends` is awaited, in a rehearsal with the real rules and calendars.
 */
import { expect } from 'vitest';
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import {
  beginScenario,
  type Happening,
  type Rehearsal,
  type Scenario as ScenarioFile,
} from '#engine/rehearsal/index.ts';
import type { Json, Token } from '#engine/state.ts';
import { judgeBy } from '#rules/judge.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { lengthOf, OFFICE } from './clock.ts';

type Options = {
  readonly at?: string;
  readonly calendar?: Calendar;
  readonly rulesets?: readonly Ruleset[];
  readonly ticket?: { readonly [field: string]: Json };
  /** Restart from the bare state after everything that happens: the story must not notice. */
  readonly restarting?: boolean;
};
type Values = { readonly [name: string]: Json };

/** A story about a definition, or about a shipped process by its key. */
export function scenario(process: Definition | string, options: Options = {}): Scenario {
  const definition =
    typeof process === 'string' ? shippedProcesses.find(({ key }) => key === process) : process;
  if (!definition) throw new Error(`there is no shipped process “${process}”`);
  return new Scenario(definition, options);
}

export class Scenario {
  readonly #definition: Definition;
  readonly #options: Options;
  readonly #happenings: Happening[] = [];
  readonly #failing: Record<string, string> = {};
  #variables: Values | null = null;

  constructor(definition: Definition, options: Options) {
    this.#definition = definition;
    this.#options = options;
  }

  /** Somebody submits a catalog form, or the ticket is created with these values. */
  submits(values: Values = {}): this {
    return this.starts(values);
  }

  starts(variables: Values = {}): this {
    this.#variables = variables;
    return this;
  }

  completes(element: string, outcome: string | null = null, values: Values = {}): this {
    return this.#then({ type: 'complete', element, outcome, values });
  }

  approves(element: string): this {
    return this.#then({ type: 'decide', element, outcome: 'approved' });
  }

  rejects(element: string): this {
    return this.#then({ type: 'decide', element, outcome: 'rejected' });
  }

  /** A board sends it back. */
  defers(element: string): this {
    return this.#then({ type: 'decide', element, outcome: 'deferred' });
  }

  /** Nobody decides in time. */
  timesOut(element: string): this {
    return this.#then({ type: 'decide', element, outcome: 'timedOut' });
  }

  /** The outside world answers a call. */
  answers(element: string, variables: Values = {}): this {
    return this.#then({ type: 'answer', element, variables });
  }

  /** The next ask or call of this element fails; said before the start, its first one. */
  fails(element: string, code: string): this {
    if (this.#variables === null) {
      this.#failing[element] = code;
      return this;
    }
    return this.#then({ type: 'fail', element, code });
  }

  retries(element: string): this {
    return this.#then({ type: 'retry', element });
  }

  corrects(variables: Values): this {
    return this.#then({ type: 'correct', variables });
  }

  cancels(reason = 'no longer needed', undo = false): this {
    return this.#then({ type: 'cancel', reason, undo });
  }

  /** A message comes for this run. */
  hears(name: string, value: Json = null, key: string | null = null): this {
    return this.#then({ type: 'message', name, value, key });
  }

  hearsSignal(name: string, value: Json = null): this {
    return this.#then({ type: 'signal', name, value });
  }

  /** The process that was called has ended. */
  returns(element: string, outcome: string | null = null, variables: Values = {}): this {
    return this.#then({ type: 'return', element, outcome, variables });
  }

  /** The process that was called has failed. */
  breaks(element: string, code: string): this {
    return this.#then({ type: 'break', element, code });
  }

  skips(element: string, waiting: Token['wait']['kind'], outcome: string | null = null): this {
    return this.#then({ type: 'skip', element, waiting, outcome, reason: 'not needed' });
  }

  moves(element: string, waiting: Token['wait']['kind'], to: string): this {
    return this.#then({ type: 'move', element, waiting, to, reason: 'wrong way' });
  }

  /** `4 working hours`, `2 days`, or until `Mon 09:00`. */
  waits(length: string): this {
    const wait = lengthOf(length);
    return this.#then(wait ? { type: 'wait', for: wait } : { type: 'waitUntil', moment: length });
  }

  /** Somebody changes the ticket from outside the process. */
  changes(set: Values): this {
    return this.#then({ type: 'change', set });
  }

  async traces(expected: string): Promise<Rehearsal> {
    const rehearsal = await this.plays();
    expect(rehearsal.trace.join('\n')).toBe(linesOf(expected).join('\n'));
    return rehearsal;
  }

  async ends(outcome: string | null): Promise<Rehearsal> {
    const rehearsal = await this.plays();
    expect(rehearsal.trace).toContain(`completed${outcome === null ? '' : `: ${outcome}`}`);
    return rehearsal;
  }

  async plays(): Promise<Rehearsal> {
    const { calendar = OFFICE, rulesets = shippedRulesets, restarting } = this.#options;
    const file = this.#written();
    const setting = { judge: judgeBy(rulesets), calendar: () => calendar };
    const { rehearsal, happens } = await beginScenario(this.#definition, file, setting);
    for (const index of file.happenings.keys()) {
      if (restarting) await rehearsal.restart();
      await happens(index);
    }
    return rehearsal;
  }

  #written(): ScenarioFile {
    const { at = 'Mon 09:00', ticket = {} } = this.#options;
    const given = { at, ticket, variables: this.#variables ?? {}, failing: this.#failing };
    return { name: 'A story', given, happenings: this.#happenings };
  }

  #then(happening: Happening): this {
    this.#happenings.push(happening);
    return this;
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
