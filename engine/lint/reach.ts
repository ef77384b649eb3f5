/** What can be reached along flows, forwards or backwards. */
import type { Flow } from '../definition.ts';

export function reach(
  from: Iterable<string>,
  next: (element: string) => readonly Flow[],
  end: (flow: Flow) => string,
): ReadonlySet<string> {
  const seen = new Set(from);
  for (const element of seen) {
    for (const flow of next(element)) seen.add(end(flow));
  }
  return seen;
}
