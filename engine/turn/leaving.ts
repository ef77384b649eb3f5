/**
 * How tokens go on and end: by flows, at an end, called off with all that is done for them.
 * Invariant: a token is either in `tokens`, or it has been closed by `left` or `withdraw`; nothing else removes one.
 */
import type { Flow } from '../definition.ts';
import type { EngineFailure, Scope, Token } from '../state.ts';
import { MAX_TOKENS } from '../state.ts';
import { TOO_MANY } from './copy.ts';
import { Waiting } from './waiting.ts';

const NO_TOKENS: readonly Token[] = [];

export class Leaving extends Waiting {
  /**
   * Moves a token on by these flows, one new token each; tokens merged into it end here. `outcome` is what the element's
   * work came to; routing elements have none. Where it cannot go on it fails instead: a token is never lost.
   */
  leave(
    token: Token,
    flows: readonly Flow[],
    outcome: string | null,
    {
      merged = NO_TOKENS,
      race,
    }: { readonly merged?: readonly Token[]; readonly race?: string } = {},
  ): void {
    const refusal = this.#refusalOf(flows, outcome, merged);
    if (refusal) {
      this.fail(token, refusal.code, refusal.message, outcome === null ? {} : { done: outcome });
      return;
    }
    for (const one of merged) this.consume(one);
    this.#close(token, outcome);
    for (const flow of flows) {
      this.#sayLeft(token, flow.id, outcome);
      this.send(flow.to, flow.id, token.scope, race);
    }
  }

  /** Leaves by the flows of this outcome's own port, else by those without a port. */
  leaveBy(token: Token, outcome: string): void {
    const flows = this.graph.outgoing(token.element);
    const [only] = flows;
    if (flows.length === 1 && only && (only.port === undefined || only.port === outcome)) {
      this.leave(token, flows, outcome);
      return;
    }
    const own = flows.filter((flow) => flow.port === outcome);
    const plain = own.length > 0 ? own : flows.filter((flow) => flow.port === undefined);
    this.leave(token, plain, outcome);
  }

  /** The token ends here: at an end event, or merged with others into one. */
  consume(token: Token, outcome: string | null = null): void {
    this.#close(token, outcome);
    this.#sayLeft(token, null, outcome);
  }

  #sayLeft({ id, element }: Token, flow: string | null, outcome: string | null): void {
    this.commands.push({ type: 'left', token: id, element, at: this.at, flow, outcome });
  }

  /** What the scope comes to, or the process itself for null. */
  setOutcome(scope: string | null | undefined, outcome: string): void {
    const inner = this.scopes.get(scope);
    if (inner === null) this.outcome = outcome;
    // An event sub-process stands for the scope it belongs to.
    else if (inner.kind === 'event') this.setOutcome(inner.parent, outcome);
    else this.scopes.set({ ...inner, outcome });
  }

  /** Calls off a token and everything that is done for it. */
  withdraw(token: Token, reason: string): void {
    const { wait } = this.tokenList.find(token.id) ?? {};
    if (!wait) return;
    this.tokenList.remove(token);
    if (wait.kind === 'undoing') this.scopes.giveBackUndos(token.scope, wait.left);
    this.touch(token.scope);
    this.say({ type: 'withdraw', reason }, token);
    this.#callOffAround(token, reason);
  }

  /** Everything in this scope is over, also what is on its way, but for the scope that takes its place. */
  withdrawAllIn(scope: string | null, reason: string, successor?: string): void {
    this.arrivals = this.arrivals.filter((one) => (one.scope ?? null) !== scope);
    for (const token of [...this.tokens])
      if ((token.scope ?? null) === scope) this.withdraw(token, reason);
    for (const inner of this.scopes.all)
      if (inner.parent === scope && inner.host === null && inner.id !== successor)
        this.closeScope(inner, reason);
  }

  /** Everything in this scope on the branches before this gateway is called off. */
  callOffBefore(gateway: string, scope: string | undefined, reason: string): void {
    const branches = this.graph.branchesBefore(gateway);
    const leads = (element: string): boolean => element === gateway || branches.has(element);
    const own = new Set(this.graph.outgoing(gateway).map(({ id }) => id));
    this.arrivals = this.arrivals.filter(
      (one) => one.scope !== scope || own.has(one.flow ?? '') || !leads(one.element),
    );
    for (const token of [...this.tokens])
      if (token.scope === scope && !token.listens && leads(token.element))
        this.withdraw(token, reason);
    // What the joins on the way still waited for does not come any more.
    for (const element of [gateway, ...branches])
      if (this.joined({ scope, element }).length > 0) this.setJoined({ scope, element }, []);
  }

  /** Calls off what is in it, and forgets it. */
  closeScope({ id, parent }: Scope, reason: string): void {
    this.withdrawAllIn(id, reason);
    this.scopes.remove(id);
    this.touched?.delete(id);
    this.touch(parent);
    this.places.forget(id);
  }

  /** Of those in a race, only this one is left. */
  winRace(token: Token): Token {
    const { race } = token;
    if (race === undefined) return token;
    this.arrivals = this.arrivals.filter((one) => one.race !== race);
    const winner = this.belong(token, token.scope === undefined ? {} : { scope: token.scope });
    for (const other of [...this.tokens])
      if (other.race === race) this.withdraw(other, 'Something else came first.');
    return winner;
  }

  #refusalOf(
    flows: readonly Flow[],
    outcome: string | null,
    merged: readonly Token[],
  ): { readonly code: EngineFailure; readonly message: string } | null {
    if (flows.length === 0) {
      const by = outcome === null ? '' : ` by “${outcome}”`;
      return { code: 'no_flow', message: `No flow can be taken from here${by}.` };
    }
    const after = this.tokenList.size + this.arrivals.length - merged.length - 1 + flows.length;
    if (after <= MAX_TOKENS) return null;
    return { code: 'token_limit', message: TOO_MANY };
  }

  #close(token: Token, outcome: string | null): void {
    this.tokenList.remove(token);
    this.touch(token.scope);
    this.#callOffAround(token, 'The work here is done.');
    if (outcome === null) return;
    this.ownSteps ??= { ...this.before.steps };
    this.ownSteps[token.element] = { outcome, at: this.at };
  }

  /** The events on its border and the scopes that it hosts end with a token. */
  #callOffAround({ id, element }: Token, reason: string): void {
    if (this.graph.hasBorders && this.graph.borders(element).length > 0) {
      for (const guard of [...this.tokens]) if (guard.guards === id) this.withdraw(guard, reason);
    }
    if (this.scopes.isEmpty) return;
    for (const scope of this.scopes.all) if (scope.host === id) this.closeScope(scope, reason);
  }
}
