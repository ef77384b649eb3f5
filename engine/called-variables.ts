/** What of the variables of a called process goes back: only what the caller's mappings read; the rest stays where it was made. */

import { isActivity } from './definition/is-activity.ts';
import type { Element } from './definition.ts';
import { factsOf } from './expression/index.ts';
import type { Json } from './json.ts';

type Variables = { readonly [name: string]: Json };

export function wantedVariables(caller: Element | undefined, variables: Variables): Variables {
  if (!caller || !isActivity(caller)) return {};
  const read = [...Object.values(caller.outputs ?? {}), caller.loop?.collect?.value ?? 'null']
    .flatMap(factsOf)
    .filter((path) => path === 'variables' || path.startsWith('variables.'));
  if (read.includes('variables')) return variables;
  const names = new Set(read.map((path) => path.split('.')[1] ?? ''));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}
