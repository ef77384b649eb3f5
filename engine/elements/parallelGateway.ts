/**
 * All ways at once, after all have come in: it waits until each incoming flow has brought a token, merges the oldest of
 * each into one, and sends one out by every outgoing flow. With one incoming flow it is a plain fork. With `join` it goes
 * on when so many flows have come; what comes later in the same round is let in without effect, or called off.
 */
import type { ElementOf } from '../definition.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

export const parallelGateway: Behaviour<'parallelGateway'> = {
  enter(turn, token, element) {
    // Put here by a person: the branches that lead here are no matter any more.
    if (token.flow === null) {
      turn.leave(token, turn.graph.outgoing(element.id), null);
      return;
    }
    const arrived = turn.wait(token, { kind: 'join' });
    const incoming = turn.graph.incoming(element.id);
    const needed = Math.min(element.join?.needed ?? incoming.length, incoming.length);
    if (needed < incoming.length && isLate(turn, arrived, incoming.length)) return;
    const round = completeRound(turn, arrived, needed);
    const last = round?.at(-1);
    if (!round || !last) return;
    const merged = round.slice(0, -1);
    turn.leave(last, turn.graph.outgoing(element.id), null, { merged });
    if (needed < incoming.length && !turn.token(last.id)) afterEarly(turn, element, round);
  },
};

/** The oldest waiting token of every incoming flow, by age, or nothing while too many are missing. */
function completeRound(turn: Turn, arrived: Token, needed: number): readonly Token[] | null {
  const waiting = turn.tokens.filter(
    ({ element, scope, wait }) =>
      element === arrived.element && scope === arrived.scope && wait.kind === 'join',
  );
  const round = new Set<Token>();
  for (const flow of turn.graph.incoming(arrived.element)) {
    const first = waiting.find((token) => token.flow === flow.id);
    if (first) round.add(first);
  }
  if (round.size < needed) return null;
  return round.size === 0 ? [arrived] : waiting.filter((token) => round.has(token));
}

/** The join has gone on already in this round: the token ends here, and the last one begins a new round. */
function isLate(turn: Turn, token: Token, flows: number): boolean {
  const joined = turn.joined(token);
  if (joined.length === 0 || token.flow === null || joined.includes(token.flow)) return false;
  turn.consume(token);
  turn.setJoined(token, joined.length + 1 < flows ? [...joined, token.flow] : []);
  return true;
}

function afterEarly(
  turn: Turn,
  { id, join }: ElementOf<'parallelGateway'>,
  round: readonly Token[],
): void {
  const [first] = round;
  if (!first) return;
  if (!join?.cancelRest) {
    turn.setJoined(
      first,
      round.flatMap(({ flow }) => flow ?? []),
    );
    return;
  }
  turn.callOffBefore(id, first.scope, 'Enough branches have come.');
}
