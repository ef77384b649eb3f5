/** Several expressions at once, for whoever answers: the record, a rehearsal, and a run for what it knows itself. */
import { type Json, jsonBytes } from '../json.ts';
import type { EventOf } from '../messages.ts';
import { MAX_RESULT_BYTES } from '../state.ts';
import { compute, type ExpressionFacts, ExpressionProblem } from './index.ts';
import { lengthOf, MAX_RESULT } from './work.ts';

type Of = { readonly at: string; readonly token: string };
type Expressions = { readonly [name: string]: string };
type Values = { readonly [name: string]: Json };

/** What each of them comes to. @throws ExpressionProblem that quotes the one that cannot be computed */
export function computeEach(expressions: Expressions, facts: ExpressionFacts): Values {
  const values: Record<string, Json> = {};
  let length = 0;
  for (const [name, text] of Object.entries(expressions)) {
    try {
      values[name] = compute(text, facts);
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      throw new ExpressionProblem(`“${text}”: ${error.message}`, error.at);
    }
    length += lengthOf(values[name] ?? null, MAX_RESULT);
    if (length > MAX_RESULT)
      throw new ExpressionProblem(`With “${text}” this comes to more than ${MAX_RESULT} bytes.`, 0);
  }
  return values;
}

export function answerAll(
  of: Of,
  expressions: Expressions,
  facts: ExpressionFacts,
): EventOf<'computed'> | EventOf<'askFailed'> {
  try {
    const values = computeEach(expressions, facts);
    const bytes = jsonBytes(values);
    if (bytes <= MAX_RESULT_BYTES) return { type: 'computed', ...of, values };
    const message = `This comes to ${bytes} bytes; at most ${MAX_RESULT_BYTES} are taken.`;
    return { type: 'askFailed', ...of, code: 'result_too_large', message };
  } catch (error) {
    if (!(error instanceof ExpressionProblem)) throw error;
    return { type: 'askFailed', ...of, code: 'bad_expression', message: error.message };
  }
}
