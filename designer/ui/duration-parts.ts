/** A length of time in the two largest of its parts. Pure. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Part = { unit: 'days' | 'hours' | 'minutes' | 'seconds'; n: number };

/** The two largest parts of a length of time: `2h 10m`, `3d 4h`. Working time has no days, only hours: a day of it is no 24. */
export function durationParts(seconds: number, working = false): Part[] {
  const size = Math.round(Math.abs(seconds));
  if (size < MINUTE) return [{ unit: 'seconds', n: size }];
  const days = working ? 0 : Math.floor(size / DAY);
  const rest = size - days * DAY;
  const all: Part[] = [
    { unit: 'days', n: days },
    { unit: 'hours', n: Math.floor(rest / HOUR) },
    { unit: 'minutes', n: Math.floor((rest % HOUR) / MINUTE) },
  ];
  const first = all.findIndex((part) => part.n > 0);
  return all.slice(first, first + 2).filter((part) => part.n > 0);
}
