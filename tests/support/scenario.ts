/**
 * Stories about a process, told in a few verbs and compared with their trace. A scenario is a list of things that happen;
 * nothing runs until `traces` or `ends` is awaited, on the real interpreter, rules and calendars, with a virtual clock.
 * A line of a trace carries the time only where it has changed since the line before.
 */
import { expect } from 'vitest';
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json, Token } from '#engine/state.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import { shippedProcesses, shippedRulesets } from '#rules/shipped/index.ts';
import { instant, later, OFFICE } from './clock.ts';
import { Shell } from './shell.ts';

type Options = {
  readonly at?: string;
  readonly calendar?: Calendar;
  readonly rulesets?: readonly Ruleset[];
  readonly ticket?: { readonly [field: string]: Json };
  /** Restart from the bare state after everything that happens: the story must not notice. */
  readonly restarting?: boolean;
};
type Values = { readonly [name: string]: Json };
type Happening = (shell: Shell) => Promise<void> | void;

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

  constructor(definition: Definition, options: Options) {
    this.#definition = definition;
    this.#options = options;
  }

  /** Somebody submits a catalog form, or the ticket is created with these values. */
  submits(values: Values = {}): this {
    return this.starts(values);
  }

  starts(variables: Values = {}): this {
    const first = this.#definition.elements.find(({ type }) => type === 'startEvent');
    return this.#then((shell) => shell.start(first?.id ?? 'start', variables));
  }

  completes(element: string, outcome: string | null = null, values: Values = {}): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'task');
      return shell.send({ type: 'taskCompleted', at: shell.at, token, outcome, values });
    });
  }

  approves(element: string): this {
    return this.#decides(element, 'approved');
  }

  rejects(element: string): this {
    return this.#decides(element, 'rejected');
  }

  /** Nobody decides in time. */
  timesOut(element: string): this {
    return this.#decides(element, 'timedOut');
  }

  /** The outside world answers a call. */
  answers(element: string, variables: Values = {}): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'call');
      return shell.send({ type: 'callDone', at: shell.at, token, variables });
    });
  }

  /** The next ask or call of this element fails. */
  fails(element: string, code: string): this {
    return this.#then((shell) => shell.failNext(element, code));
  }

  retries(element: string): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'failed');
      return shell.send({ type: 'retried', at: shell.at, token });
    });
  }

  cancels(reason = 'no longer needed', undo = false): this {
    return this.#then((shell) => shell.send({ type: 'cancelled', at: shell.at, reason, undo }));
  }

  /** A message comes for this run. */
  hears(name: string, value: Json = null, key: string | null = null): this {
    return this.#then((shell) => shell.hears('message', name, value, key));
  }

  hearsSignal(name: string, value: Json = null): this {
    return this.#then((shell) => shell.hears('signal', name, value, null));
  }

  /** The process that was called has ended. */
  returns(element: string, outcome: string | null = null, variables: Values = {}): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'called');
      return shell.send({ type: 'runEnded', at: shell.at, token, outcome, variables });
    });
  }

  /** The process that was called has failed. */
  breaks(element: string, code: string): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'called');
      return shell.send({ type: 'runFailed', at: shell.at, token, code, message: 'It broke.' });
    });
  }

  skips(element: string, wait: Token['wait']['kind'], outcome: string | null = null): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, wait);
      return shell.send({ type: 'skipped', at: shell.at, token, outcome, reason: 'not needed' });
    });
  }

  moves(element: string, wait: Token['wait']['kind'], to: string): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, wait);
      return shell.send({ type: 'moved', at: shell.at, token, to, reason: 'wrong way' });
    });
  }

  /** `4 working hours`, `2 days`, or until `Mon 09:00`. */
  waits(length: string): this {
    return this.#then((shell) => {
      const until = instant(length);
      return shell.moveTo(until === length ? later(shell.at, length) : until);
    });
  }

  /** Somebody changes the ticket from outside the process. */
  changes(fields: Values): this {
    return this.#then((shell) => {
      Object.assign(shell.ticket, fields);
    });
  }

  async traces(expected: string): Promise<Shell> {
    const shell = await this.plays();
    expect(shell.trace.join('\n')).toBe(linesOf(expected).join('\n'));
    return shell;
  }

  async ends(outcome: string | null): Promise<Shell> {
    const shell = await this.plays();
    expect(shell.trace).toContain(`completed${outcome === null ? '' : `: ${outcome}`}`);
    return shell;
  }

  async plays(): Promise<Shell> {
    const { at = 'Mon 09:00', calendar = OFFICE, rulesets = shippedRulesets } = this.#options;
    const ticket = { id: 'x', number: 'REQ-000001', title: 'A ticket', ...this.#options.ticket };
    const definition = this.#definition;
    const shell = new Shell({ definition, rulesets, calendar, at: instant(at), ticket });
    for (const happen of this.#happenings) {
      await happen(shell);
      if (this.#options.restarting) await quietly(shell);
    }
    return shell;
  }

  #decides(element: string, outcome: 'approved' | 'rejected' | 'timedOut'): this {
    return this.#then((shell) => {
      const { id: token } = shell.waiting(element, 'approval');
      return shell.send({ type: 'approvalDecided', at: shell.at, token, outcome });
    });
  }

  #then(happening: Happening): this {
    this.#happenings.push(happening);
    return this;
  }
}

/** A restart says its timers and calls again; the story does not. */
async function quietly(shell: Shell): Promise<void> {
  const told = shell.trace.length;
  await shell.restart();
  shell.trace.length = told;
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
