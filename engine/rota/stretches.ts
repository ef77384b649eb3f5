/** Stretches of time, in order and without overlaps: what lies over what, and what is left free. */

/** From (inclusive) to (exclusive), in epoch milliseconds. */
export type Stretch<T> = { readonly from: number; readonly to: number; readonly is: T };
export type Bounds = { readonly from: number; readonly to: number };

/** The upper ones, and of the lower ones what they leave free. Only where the upper ones lie is looked at. */
export function layOver<T>(
  below: readonly Stretch<T>[],
  above: readonly Stretch<T>[],
): readonly Stretch<T>[] {
  if (above.length === 0) return below;
  const begin = firstAfter(below, Math.min(...above.map(({ from }) => from)));
  const last = Math.max(...above.map(({ to }) => to));
  let end = begin;
  while ((below[end]?.from ?? last) < last) end += 1;
  const left = below.slice(begin, end).flatMap((one) => without(one, above));
  return [
    ...below.slice(0, begin),
    ...[...left, ...above].sort((one, other) => one.from - other.from),
    ...below.slice(end),
  ];
}

/** What of a stretch none of the others covers. */
function without<T>(one: Stretch<T>, others: readonly Bounds[]): readonly Stretch<T>[] {
  const left: Stretch<T>[] = [];
  let from = one.from;
  for (let index = firstAfter(others, one.from); index < others.length; index += 1) {
    const other = others[index];
    if (!other || other.from >= one.to) break;
    if (from < other.from) left.push({ ...one, from, to: other.from });
    from = Math.max(from, other.to);
  }
  if (from < one.to) left.push({ ...one, from });
  return left;
}

/** The place of the first that ends after this. */
function firstAfter(stretches: readonly Bounds[], at: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function clip<T>(stretches: readonly Stretch<T>[], { from, to }: Bounds): Stretch<T>[] {
  return stretches
    .filter((one) => one.from < to && from < one.to)
    .map((one) => ({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) }));
}

/** What both have, with what the first says. */
export function inBoth<T>(
  stretches: readonly Stretch<T>[],
  others: readonly Bounds[],
): readonly Stretch<T>[] {
  return stretches.flatMap((one) => {
    const shared: Stretch<T>[] = [];
    for (let index = firstAfter(others, one.from); index < others.length; index += 1) {
      const other = others[index];
      if (!other || other.from >= one.to) break;
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      shared.push({ ...one, from, to });
    }
    return shared;
  });
}

/** What of the bounds none of the stretches covers. */
export function freeIn(bounds: Bounds, stretches: readonly Bounds[]): readonly Bounds[] {
  return without({ ...bounds, is: null }, stretches).map(({ from, to }) => ({ from, to }));
}

/** Those that touch and say the same become one. */
export function joined<T>(
  stretches: readonly Stretch<T>[],
  isSame: (one: T, other: T) => boolean,
): readonly Stretch<T>[] {
  const whole: Stretch<T>[] = [];
  for (const next of stretches) {
    const last = whole.at(-1);
    if (last?.to === next.from && isSame(last.is, next.is))
      whole[whole.length - 1] = { ...last, to: next.to };
    else whole.push(next);
  }
  return whole;
}
