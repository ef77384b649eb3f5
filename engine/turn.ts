/**
 * The working copy of one `advance`: element behaviours change it through a handful of verbs, and the interpreter turns
 * it back into a state. Every verb writes its command at once, so commands stand in the order in which things happened.
 * It is built in layers, each knowing only those below: the copy itself, what tokens wait for, how they go on and end, and
 * here how they come in and what the run comes to.
 */
import type { State, Token } from './state.ts';
import { MAX_ENTRIES_PER_STEP, MAX_TOKENS, MAX_VISITS } from './state.ts';
import { TOO_MANY } from './turn/copy.ts';
import { Leaving } from './turn/leaving.ts';

/** Tried again it comes in for the first time, with everything that begins then. */
const NOT_ENTERED = { attempt: 0 };

export class Turn extends Leaving {
  #entries = 0;
  #failure: { readonly code: string; readonly message: string } | null = null;

  /** Takes in the next token that was sent and may come in, or nothing when all is at rest. */
  nextArrival(): Token | null {
    while (this.arrivals.length > 0) {
      const next = this.arrivals.shift();
      if (!next) break;
      const { element, flow, scope, race } = next;
      const token =
        scope === undefined && race === undefined
          ? this.stand(element, flow)
          : this.stand(element, flow, {
              ...(scope === undefined ? {} : { scope }),
              ...(race === undefined ? {} : { race }),
            });
      // What begins inside or for each item is not held against the limit before it comes in.
      if (this.tokenList.size > MAX_TOKENS) this.fail(token, 'token_limit', TOO_MANY, NOT_ENTERED);
      else if (this.#mayEnter(token)) return token;
      else {
        const message = `“${element}” is entered again and again without end.`;
        this.fail(token, 'loop_limit', message, NOT_ENTERED);
      }
    }
    return null;
  }

  /** The run ends with an error, for whoever called it. */
  failRun(code: string, message: string): void {
    this.#failure = { code, message };
    this.withdrawAllIn(null, message);
  }

  /** The state after this turn. A run without tokens has ended. */
  end(): State {
    const status = this.#status();
    const outcome = status === 'running' || status === 'completed' ? this.outcome : null;
    if (status !== 'running') {
      const reason = this.#failure === null ? (this.ending?.reason ?? null) : this.#failure.message;
      const code = this.#failure === null ? {} : { code: this.#failure.code };
      this.commands.push({ type: 'ended', at: this.at, status, outcome, reason, ...code });
    }
    const plain: State = {
      semantics: this.before.semantics,
      status,
      nextToken: this.nextToken,
      tokens: this.tokenList.toState(),
      variables: this.scopes.variables,
      steps: this.steps,
      visits: this.places.visits,
      outcome,
    };
    const { joins } = this.places;
    const rest = this.scopes.toState();
    // Most runs have nothing of all that, and a small state travels at every step.
    if (!joins && !rest && !this.ending && !this.before.called) return plain;
    return {
      ...plain,
      ...rest,
      ...(joins && Object.keys(joins).length > 0 ? { joins } : {}),
      ...(this.ending ? { ending: this.ending } : {}),
      ...(this.before.called ? { called: true } : {}),
    };
  }

  #status(): State['status'] {
    if (this.tokenList.size > 0 || !this.scopes.isEmpty) return 'running';
    if (this.#failure) return 'failed';
    return this.ending ? 'cancelled' : 'completed';
  }

  /** Counts entries where a token can come back; elsewhere the number of tokens is bound enough. */
  #mayEnter(token: Token): boolean {
    this.#entries += 1;
    if (this.#entries > MAX_ENTRIES_PER_STEP) return false;
    if (!this.graph.looping.has(token.element)) return true;
    return this.places.visit(token) <= MAX_VISITS;
  }
}
