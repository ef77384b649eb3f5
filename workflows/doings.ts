/**
 * What a run has under way outside the record: calls and timers. Both are derived from the state, so after every step the
 * ones wanted are compared with the ones there are: new ones begin, those nobody waits for are cancelled. A call never
 * rejects: its failure is an event, since a failed action is something a process may handle.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
  sleep,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import type { RunRef } from '#domain/processes/step-types.ts';
import type { Skeleton } from '#engine/definition.ts';
import { outstanding } from '#engine/interpreter.ts';
import type { Command, CommandOf, Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';

/** How often a call is tried before its element fails, where the element does not say. */
const CALL_ATTEMPTS = 5;
const CALL_TIMEOUT_SECONDS = 30;

/** `reported`: it is over, and the event that says so has not been taken in by the state yet. */
type Doing = {
  readonly kind: 'call' | 'timer';
  readonly scope: CancellationScope;
  reported: boolean;
};

export class Doings {
  readonly #ref: RunRef;
  readonly #report: (event: Event) => void;
  readonly #doings = new Map<string, Doing>();

  constructor(ref: RunRef, report: (event: Event) => void) {
    this.#ref = ref;
    this.#report = report;
  }

  get calling(): boolean {
    return [...this.#doings.values()].some((doing) => doing.kind === 'call');
  }

  get names(): string[] {
    return [...this.#doings].flatMap(([name, { reported }]) => (reported ? [] : [name]));
  }

  /** What was reported has been lost, since the run was loaded anew: it is done again where the state still waits for it. */
  forgetReported(): void {
    for (const [name, { reported }] of [...this.#doings]) if (reported) this.#doings.delete(name);
  }

  /** Makes what is under way equal to what this state waits for. */
  follow(definition: Skeleton, state: State): void {
    const wanted = new Map<string, CommandOf<'call' | 'timer'>>();
    if (state.status === 'running' && waitsOutside(state)) {
      for (const command of outstanding(definition, state)) {
        if (command.type === 'call' || command.type === 'timer')
          wanted.set(nameOf(command), command);
      }
    }
    for (const [name, doing] of [...this.#doings]) {
      if (wanted.has(name)) continue;
      this.#doings.delete(name);
      if (!doing.reported) doing.scope.cancel();
    }
    for (const [name, command] of wanted) {
      if (!this.#doings.has(name)) this.#begin(name, command, definition);
    }
  }

  #begin(name: string, command: CommandOf<'call' | 'timer'>, definition: Skeleton): void {
    const scope = new CancellationScope();
    const doing: Doing = { kind: command.type, scope, reported: false };
    this.#doings.set(name, doing);
    const work =
      command.type === 'call' ? () => this.#call(command, definition) : () => wait(command);
    scope
      .run(work)
      .then((event) => {
        // Replaced or no longer wanted in the meantime: nobody waits for this answer.
        if (this.#doings.get(name) !== doing) return;
        // It stays until the state has taken this in, or a step applied meanwhile would begin it once more.
        doing.reported = true;
        this.#report(event);
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }

  async #call(command: CommandOf<'call'>, definition: Skeleton): Promise<Event> {
    const element = definition.elements.find((candidate) => candidate.id === command.element);
    const attempts = (element?.type === 'serviceTask' && element.retry?.attempts) || CALL_ATTEMPTS;
    const { callHttp } = proxyActivities<Activities>({
      startToCloseTimeout: ((command.action.timeoutSeconds ?? CALL_TIMEOUT_SECONDS) + 15) * 1_000,
      heartbeatTimeout: '15s',
      retry: {
        initialInterval: '1s',
        backoffCoefficient: 2,
        maximumInterval: '2m',
        maximumAttempts: attempts,
      },
    });
    const { token, attempt } = command;
    try {
      const variables = await callHttp({ ...this.#ref, token, element: command.element, attempt });
      return { type: 'callDone', token, variables, at: now() };
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      return { type: 'callFailed', token, ...reasonOf(error), at: now() };
    }
  }
}

const now = (): string => new Date(Date.now()).toISOString();

async function wait(command: CommandOf<'timer'>): Promise<Event> {
  const waitMs = Date.parse(command.at) - Date.now();
  if (waitMs > 0) await sleep(waitMs);
  return { type: 'timerFired', token: command.token, at: now() };
}

function nameOf(command: CommandOf<'call' | 'timer'>): string {
  return command.type === 'call'
    ? `${command.token} call ${command.attempt}`
    : `${command.token} timer ${command.at}`;
}

/** Most states wait for people only; then nothing need be derived. */
function waitsOutside(state: State): boolean {
  return Object.values(state.tokens).some(
    (token) => token.wait.kind === 'call' || token.wait.kind === 'timer',
  );
}

function reasonOf(error: ActivityFailure): { code: string; message: string } {
  const { cause } = error;
  if (cause instanceof ApplicationFailure)
    return { code: cause.type ?? 'call_failed', message: cause.message };
  if (cause instanceof TimeoutFailure)
    return { code: 'timeout', message: 'The call took too long.' };
  return { code: 'call_failed', message: cause?.message ?? error.message };
}

/** What a step writes or asks; the rest is done here. */
export function isForRecord<C extends Command>(
  command: C,
): command is Exclude<C, { type: 'call' | 'timer' }> {
  return command.type !== 'call' && command.type !== 'timer';
}
