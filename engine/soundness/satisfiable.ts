/**
 * Whether facts can be such that all of these conditions hold or do not hold as assumed; `unknown` where that hangs on
 * something that is not understood (texts in texts, one fact against another).
 */
import { type Assumption, Search } from '../conditions/search.ts';
import type { Domains } from '../conditions/shape.ts';

export function satisfiable(
  assumptions: readonly Assumption[],
  domains: Domains = new Map(),
): 'yes' | 'no' | 'unknown' {
  const search = new Search(
    assumptions.map(({ condition }) => condition),
    domains,
  );
  if (search.find(assumptions)) return 'yes';
  return search.isImpossible(assumptions) ? 'no' : 'unknown';
}
