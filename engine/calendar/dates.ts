/** Local dates as a calendar spells them: `2026-12-24`. */

/** The reading at which the day begins; no number for what is no date. */
export const firstReadingOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export function isDate(text: string): boolean {
  const time = firstReadingOf(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The date of the day this reading lies in. */
export const dateOf = (reading: number): string => new Date(reading).toISOString().slice(0, 10);
