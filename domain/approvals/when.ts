/** Instants as the record's columns hold them. */

export function earliest(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return Date.parse(left) <= Date.parse(right) ? left : right;
}

export const isDue = (at: string | null, now: Date): boolean =>
  at !== null && Date.parse(at) <= now.getTime();
