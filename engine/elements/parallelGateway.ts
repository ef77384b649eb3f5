/**
 * All ways at once, after all have come in: it waits until each incoming flow has brought a token, merges the oldest of
 * each into one, and sends one out by every outgoing flow. With one incoming flow it is a plain fork. With `join` it goes
 * on when so many flows have come; what comes later in the same round is let in without effect, or called off. Rounds
 * follow one another: what comes by a flow that has brought its token waits until all the others have brought theirs. So
 * how often it goes on depends on how many have come by each flow, and never on their order.
 */
import type { ElementOf } from '../definition.ts';
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Behaviour } from './behaviour.ts';

type Gateway = ElementOf<'parallelGateway'>;

export const parallelGateway: Behaviour<'parallelGateway'> = {
  enter(turn, token, element) {
    // Put here by a person: the branches that lead here are no matter any more.
    if (token.flow === null) turn.leave(token, turn.graph.outgoing(element.id), null);
    else goOn(turn, turn.wait(token, { kind: 'join' }), element);
  },
};

/** Lets a parallel gateway go on that a new round, or another drawing, has given enough. True when one did. */
export function openParallel(turn: Turn): boolean {
  let looked: Set<string> | null = null;
  for (const token of turn.tokens) {
    if (token.wait.kind !== 'join') continue;
    const place = `${token.scope ?? ''}:${token.element}`;
    looked ??= new Set();
    if (looked.has(place)) continue;
    looked.add(place);
    const element = turn.graph.elements.get(token.element);
    if (element?.type === 'parallelGateway' && goOn(turn, token, element)) return true;
  }
  return false;
}

/** What the tokens that wait here can do now, `one` of them among them. True when there was something. */
function goOn(turn: Turn, one: Token, element: Gateway): boolean {
  const round = firstOfEach(turn, one);
  const joined = turn.joined(one);
  if (joined.length > 0) return letIn(turn, one, round, joined);
  const flows = turn.graph.incoming(element.id).length;
  const needed = Math.min(element.join?.needed ?? flows, flows);
  if (round.length < needed) return false;
  const last = round.at(-1) ?? one;
  turn.leave(last, turn.graph.outgoing(element.id), null, { merged: round.slice(0, -1) });
  if (needed < flows && !turn.token(last.id)) afterEarly(turn, one, element, round);
  return true;
}

/** The oldest waiting token of every incoming flow, by age. */
function firstOfEach(turn: Turn, { element, scope }: Token): readonly Token[] {
  const waiting = turn.tokens.filter(
    (token) => token.element === element && token.scope === scope && token.wait.kind === 'join',
  );
  const round = new Set<Token>();
  for (const flow of turn.graph.incoming(element)) {
    const first = waiting.find((token) => token.flow === flow.id);
    if (first) round.add(first);
  }
  return waiting.filter((token) => round.has(token));
}

/** The join has gone on already in this round: what it still waited for ends here, and when all have come it is over. */
function letIn(
  turn: Turn,
  one: Token,
  waiting: readonly Token[],
  joined: readonly string[],
): boolean {
  const late = waiting.filter(({ flow }) => flow !== null && !joined.includes(flow));
  for (const token of late) turn.consume(token);
  const come = [...joined, ...flowsOf(late)];
  const isFull = isRound(turn, one.element, come);
  if (late.length > 0 || isFull) turn.setJoined(one, isFull ? [] : come);
  return late.length > 0 || isFull;
}

function afterEarly(
  turn: Turn,
  { scope, element }: Token,
  { join }: Gateway,
  round: readonly Token[],
): void {
  const come = flowsOf(round);
  if (join?.cancelRest) turn.callOffBefore(element, scope, 'Enough branches have come.');
  else turn.setJoined({ scope, element }, isRound(turn, element, come) ? [] : come);
}

const flowsOf = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap(({ flow }) => flow ?? []);

function isRound(turn: Turn, element: string, come: readonly string[]): boolean {
  return turn.graph.incoming(element).every(({ id }) => come.includes(id));
}
