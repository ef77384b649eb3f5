/** Stretches of time in epoch milliseconds, half-open; what is empty is no stretch. */
import type { Span } from '../rota.ts';

export type Stretch = { readonly from: number; readonly to: number };

export const toStretch = ({ from, to }: Span): Stretch => ({
  from: Date.parse(from),
  to: Date.parse(to),
});

export const toSpan = ({ from, to }: Stretch): Span => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** What both have; null where they only touch. */
export function common(one: Stretch, other: Stretch): Stretch | null {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from < to ? { from, to } : null;
}

/** In order, none touching another. */
export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const whole: Stretch[] = [];
  for (const next of stretches.toSorted((one, other) => one.from - other.from)) {
    const last = whole.at(-1);
    if (next.from >= next.to) continue;
    if (last && next.from <= last.to)
      whole[whole.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else whole.push(next);
  }
  return whole;
}

/** What of `within` lies in none of them. */
export function gaps(stretches: readonly Stretch[], within: Stretch): readonly Stretch[] {
  const free: Stretch[] = [];
  let at = within.from;
  for (const { from, to } of merged(stretches)) {
    if (from > at) free.push({ from: at, to: Math.min(from, within.to) });
    at = Math.max(at, to);
    if (at >= within.to) break;
  }
  if (at < within.to) free.push({ from: at, to: within.to });
  return free.filter(({ from, to }) => from < to);
}
