/** The name that somebody may have meant who mistyped it. */

/** One slip in so many letters still looks like the same name. */
const LETTERS_PER_SLIP = 3;

/** The known name that differs least from this one, or null when none looks like it. */
export function nearestTo(name: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let fewest = Math.max(1, Math.floor(name.length / LETTERS_PER_SLIP)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const slips = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (slips >= fewest) continue;
    [nearest, fewest] = [candidate, slips];
  }
  return nearest;
}

/** How many letters were left out, put in or mistaken (Levenshtein). */
function slipsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, against] of [...other].entries()) {
      const instead = (above[column] ?? 0) + (letter === against ? 0 : 1);
      line.push(Math.min(instead, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
