/** Computes what a run can compute alone; what cannot be computed fails the token that needed it. */
import { compute, ExpressionProblem } from '../expression/index.ts';
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
  const names = Object.keys(expressions);
  if (names.length === 0) return {};
  const { scope, loop = {}, more = {} } = seen;
  const variables = { ...turn.scopes.variablesIn(scope), ...more };
  const facts = { variables, steps: turn.steps, loop };
  const values: Record<string, Json> = {};
  for (const name of names) {
    const text = expressions[name] ?? '';
    try {
      values[name] = compute(text, facts);
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      turn.fail(token, 'bad_expression', `“${text}”: ${error.message}`, failing);
      return null;
    }
  }
  return values;
}
