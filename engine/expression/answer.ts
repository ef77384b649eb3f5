/** The answer to a question for values: everybody who answers for the record answers so. */
import { type Json, jsonBytes } from '../json.ts';
import type { EventOf } from '../messages.ts';
import { MAX_RESULT_BYTES } from '../state.ts';
import { compute, type ExpressionFacts, ExpressionProblem } from './index.ts';

type Of = { readonly at: string; readonly token: string };

export function computeAll(
  of: Of,
  expressions: { readonly [name: string]: string },
  facts: ExpressionFacts,
): EventOf<'computed'> | EventOf<'askFailed'> {
  const values: Record<string, Json> = {};
  for (const [name, text] of Object.entries(expressions)) {
    try {
      values[name] = compute(text, facts);
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      const message = `“${text}”: ${error.message}`;
      return { type: 'askFailed', ...of, code: 'bad_expression', message };
    }
  }
  const bytes = jsonBytes(values);
  if (bytes <= MAX_RESULT_BYTES) return { type: 'computed', ...of, values };
  const message = `This comes to ${bytes} bytes; at most ${MAX_RESULT_BYTES} are taken.`;
  return { type: 'askFailed', ...of, code: 'result_too_large', message };
}
