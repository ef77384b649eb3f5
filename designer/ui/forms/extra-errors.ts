/** What the server found wrong, laid on the fields of a form. Pure. */
import type { ErrorSchema } from '@rjsf/utils';
import { isProblem } from '#designer/client/problem.ts';

type Values = Record<string, unknown>;

/** The server's pointers (`/values/cost`, `/cost`; `at` is what the values are sent as) as the form library's tree; undefined when none names a field. */
export function toExtraErrors(problem: unknown, at = 'values'): ErrorSchema<Values> | undefined {
  if (!isProblem(problem) || problem.errors.length === 0) return undefined;
  const tree: Record<string, unknown> = {};
  let named = false;
  for (const error of problem.errors) {
    const parts = error.pointer
      .split('/')
      .slice(1)
      .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
    if (parts[0] === at) parts.shift();
    if (parts.length === 0) continue;
    named = true;
    let place = tree;
    for (const part of parts) {
      place[part] ??= {};
      place = place[part] as Record<string, unknown>;
    }
    place.__errors = [...((place.__errors as string[] | undefined) ?? []), error.detail];
  }
  return named ? (tree as ErrorSchema<Values>) : undefined;
}
