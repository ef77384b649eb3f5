/** What can be reached from element to element. */
export function reach(
  from: Iterable<string>,
  next: (element: string) => Iterable<string>,
): ReadonlySet<string> {
  const seen = new Set(from);
  for (const element of seen) {
    for (const other of next(element)) seen.add(other);
  }
  return seen;
}
