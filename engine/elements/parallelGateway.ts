/**
 * All ways at once, after all have come in: it waits until each incoming flow has brought a token, merges the oldest of
 * each into one, and sends one out by every outgoing flow. With one incoming flow it is a plain fork.
 */
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

export const parallelGateway: Behaviour<'parallelGateway'> = {
  enter(turn, token) {
    turn.wait(token, { kind: 'join' });
    const round = completeRound(turn, token);
    const last = round?.at(-1);
    if (!round || !last) return;
    turn.leave(last, turn.graph.outgoing(token.element), null, round.slice(0, -1));
  },
};

/** The oldest waiting token of every incoming flow, by age, or nothing while one is missing. */
function completeRound(turn: Turn, arrived: Token): readonly Token[] | null {
  const waiting = turn.tokens.filter(
    (token) => token.element === arrived.element && token.wait.kind === 'join',
  );
  const round = new Set<Token>();
  for (const flow of turn.graph.incoming(arrived.element)) {
    const first = waiting.find((token) => token.flow === flow.id);
    if (!first) return null;
    round.add(first);
  }
  return round.size === 0 ? [arrived] : waiting.filter((token) => round.has(token));
}
