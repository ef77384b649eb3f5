/** Computes what a run can compute alone; what cannot be computed fails the token that needed it. */
import { computeEach } from '../expression/answer.ts';
import { ExpressionProblem } from '../expression/index.ts';
import type { Json, Token } from '../state.ts';
import type { Turn } from '../turn.ts';

export type Values = { readonly [name: string]: Json };
export type Expressions = { readonly [name: string]: string };

/** What they come to as seen from this scope, or null when the token has failed over one of them. */
export function tryCompute(
  turn: Turn,
  token: Token,
  expressions: Expressions,
  seen: { readonly scope: string | null; readonly loop?: Values; readonly more?: Values },
  failing: { readonly attempt?: number; readonly done?: string } = {},
): Values | null {
  if (Object.keys(expressions).length === 0) return {};
  const { scope, loop = {}, more = {} } = seen;
  const variables = { ...turn.scopes.variablesIn(scope), ...more };
  const facts = { variables, steps: turn.steps, loop };
  try {
    return computeEach(expressions, facts);
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error;
    turn.fail(token, 'bad_expression', error.message, failing);
    return null;
  }
}
