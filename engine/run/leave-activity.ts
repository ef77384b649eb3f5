/** An activity as a whole goes on: by its flows, or back to what is being undone. */
import type { Token } from '../state.ts';
import type { Turn } from '../turn.ts';

export function leaveActivity(turn: Turn, token: Token, outcome: string): void {
  const scope = turn.scopes.get(token.scope);
  if (scope?.kind === 'undo' && scope.element === token.element) turn.consume(token, outcome);
  else turn.leaveBy(token, outcome);
}
