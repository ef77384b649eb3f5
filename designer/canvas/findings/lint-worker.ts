/**
 * Checks a process on a thread of its own: proving that every way ends takes time in a large one, and whoever types or pans
 * meanwhile must not notice. It answers each question under its number.
 */
import type { Definition } from '#engine/definition.ts';
import type { Finding, LintContext } from '#engine/lint/index.ts';
import { lint } from '#engine/lint/index.ts';

export type LintQuestion = {
  readonly number: number;
  readonly definition: Definition;
  readonly context: LintContext;
};
export type LintAnswer = { readonly number: number; readonly findings: readonly Finding[] };

addEventListener('message', ({ data }: MessageEvent<LintQuestion>) => {
  const { number, definition, context } = data;
  const answer: LintAnswer = { number, findings: lint(definition, context) };
  postMessage(answer);
});
