/**
 * The messages of a rehearsal, as the record has them: each is kept until somebody waits for it, is handed to one token,
 * and comes back where that token waits no more. Who has waited longest comes first, and the oldest message is the first.
 * What the process itself says waits here too, until all is at rest.
 */
import type { Json } from '../json.ts';
import type { CommandOf, Event } from '../messages.ts';
import type { Token } from '../state.ts';

export type Message = {
  readonly name: string;
  readonly key: string | null;
  readonly value: Json;
};

type Sent = Message & { readonly id: number };

/** What a process says to the world: a message for one, or a signal for all who wait for it then. */
export type Said = CommandOf<'sendMessage' | 'throwSignal'>;

export class Post {
  #kept: Sent[] = [];
  readonly #handed = new Map<string, Sent>();
  /** Since when a token waits; one that has heard and goes on listening waits anew. */
  readonly #since = new Map<string, string>();
  #sent = 0;
  readonly #said: Said[] = [];

  send({ name, key, value }: Message): void {
    this.#sent += 1;
    this.#kept.push({ id: this.#sent, name, key, value });
  }

  say(said: Said): void {
    this.#said.push(said);
  }

  /** The oldest that the process has said and nobody was told yet. */
  nextSaid(): Said | undefined {
    return this.#said.shift();
  }

  /** Nobody waited for it any more. */
  giveBack(message: string): void {
    const sent = this.#handed.get(message);
    this.#handed.delete(message);
    if (sent) this.#kept = [...this.#kept, sent].sort((one, other) => one.id - other.id);
  }

  /** What these tokens receive now, each the oldest message for it. */
  handOver(tokens: readonly Token[], at: string): readonly Event[] {
    this.#noteWaiting(tokens, at);
    const since = ({ id }: Token): number => Date.parse(this.#since.get(id) ?? at);
    return tokens
      .filter(({ id }) => this.#since.has(id))
      .sort((one, other) => since(one) - since(other))
      .flatMap((token): readonly Event[] => {
        const message = this.#takeFor(token);
        if (!message) return [];
        this.#since.set(token.id, at);
        const { id, value } = message;
        return [{ type: 'messageReceived', at, token: token.id, value, message: String(id) }];
      });
  }

  #noteWaiting(tokens: readonly Token[], at: string): void {
    const waiting = new Set(
      tokens.filter(({ wait }) => wait.kind === 'message').map(({ id }) => id),
    );
    for (const id of [...this.#since.keys()]) if (!waiting.has(id)) this.#since.delete(id);
    for (const id of waiting) if (!this.#since.has(id)) this.#since.set(id, at);
  }

  #takeFor({ wait }: Token): Sent | undefined {
    if (wait.kind !== 'message') return undefined;
    const index = this.#kept.findIndex(({ name, key }) => name === wait.name && key === wait.key);
    const [message] = index < 0 ? [] : this.#kept.splice(index, 1);
    if (message) this.#handed.set(String(message.id), message);
    return message;
  }
}
