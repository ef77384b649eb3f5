/** What tokens wait for, what the run can carry of what comes back, and how a token fails. */
import type { CallAction } from '../definition.ts';
import type { Ask } from '../messages.ts';
import type { Again, FailureCode, Json, State, Token, Wait } from '../state.ts';
import { excess, type Part } from '../variables.ts';
import { WorkingCopy } from './copy.ts';

/** How a failure is to be retried: as which attempt, and whether only leaving is left to do. */
type Failing = { readonly attempt?: number; readonly done?: string };

const attemptOf = ({ wait }: Token): Failing =>
  'attempt' in wait ? { attempt: wait.attempt } : {};

export class Waiting extends WorkingCopy {
  /** Asks the record side something, and waits for the answer. */
  ask(token: Token, ask: Ask, attempt: number, again?: Again): void {
    this.wait(token, {
      kind: 'answer',
      asked: ask.kind,
      attempt,
      ...(again === undefined ? {} : { again }),
    });
    this.say({ type: 'ask', ask }, token);
  }

  /** Calls the outside world, and waits for the result. */
  call(token: Token, action: CallAction, attempt: number): void {
    this.wait(token, { kind: 'call', attempt });
    const { id, element } = token;
    this.commands.push({ type: 'call', token: id, element, attempt, action });
  }

  openTask(token: Token): void {
    this.wait(token, { kind: 'task' });
    this.say({ type: 'openTask' }, token);
  }

  openApproval(token: Token): void {
    this.wait(token, { kind: 'approval' });
    this.say({ type: 'openApproval' }, token);
  }

  openReview(token: Token): void {
    this.wait(token, { kind: 'review' });
    this.say({ type: 'openReview' }, token);
  }

  setTimer(token: Token, at: string, round?: number): void {
    this.wait(token, { kind: 'timer', at, ...(round === undefined ? {} : { round }) });
    this.commands.push({ type: 'timer', token: token.id, at });
  }

  listen(token: Token, kind: 'message' | 'signal', name: string, key: string | null): void {
    this.wait(token, kind === 'message' ? { kind, name, key } : { kind, name });
    this.say({ type: 'listen', kind, name, key }, token);
  }

  startRun(
    token: Token,
    process: string,
    version: number | null,
    variables: State['variables'],
    attempt: number,
  ): void {
    this.wait(token, { kind: 'called', attempt });
    this.say({ type: 'startRun', process, version, variables, attempt }, token);
  }

  /** False when the run cannot carry so much: the token has failed, and nothing was merged. */
  mergeVariables(
    token: Token,
    values: { readonly [name: string]: Json },
    more: { readonly scope?: string | null; readonly done?: string } = {},
  ): boolean {
    if (Object.keys(values).length === 0) return true;
    const { scope = token.scope, ...failing } = more;
    const fits = this.canCarry(token, values, this.scopes.replacedBy(scope, values), failing);
    if (fits) this.scopes.assign(scope, values);
    return fits;
  }

  /** Whether `mergeVariables` would be possible; where not, the token has failed over it. */
  canTakeIn(token: Token, values: { readonly [name: string]: Json }): boolean {
    return this.canCarry(token, values, this.scopes.replacedBy(token.scope, values));
  }

  /** Whether a run may carry this as well, in the place of something else; where not, the token has failed over it. */
  canCarry(
    token: Token,
    added: { readonly [name: string]: Json },
    replaced: readonly Json[] = [],
    failing: Failing = {},
  ): boolean {
    const problem = excess(this.#carried(), added, replaced);
    if (problem !== null)
      this.fail(token, 'variables_too_large', problem, { ...attemptOf(token), ...failing });
    return problem === null;
  }

  *#carried(): Iterable<Part> {
    yield* this.scopes.parts();
    if (this.scopes.isEmpty) return;
    for (const { id, element, wait } of this.tokens) {
      if (wait.kind !== 'each') continue;
      yield [`${element} (${id})`, wait.items];
      yield [`${element} (${id}), results`, wait.results];
    }
  }

  fail(token: Token, code: FailureCode, message: string, more: Failing = {}): void {
    const { wait } = this.tokenList.find(token.id) ?? token;
    if (wait.kind === 'message' || wait.kind === 'signal') this.say({ type: 'unlisten' }, token);
    const again = againOf(wait);
    this.wait(token, {
      kind: 'failed',
      code,
      message,
      attempt: 1,
      ...(again ? { again } : {}),
      ...more,
    });
    this.say({ type: 'failed', code, message }, token);
  }
}

/** The next time of a timer that comes again, while the record side is asked when that is. */
export const againOf = (wait: Wait): Again | undefined =>
  wait.kind === 'answer' || wait.kind === 'failed' ? wait.again : undefined;
