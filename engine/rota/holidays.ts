/** The days on which a calendar is closed by name: its holidays, and closed exceptions; none on which it opens after all. */
import type { Calendar } from '../calendar.ts';

export function holidaysOf({ holidays = [], exceptions = [] }: Calendar): readonly string[] {
  const isOpen = new Set(
    exceptions.filter(({ open = [] }) => open.length > 0).map(({ date }) => date),
  );
  const closed = exceptions.filter(({ open = [] }) => open.length === 0).map(({ date }) => date);
  return [...new Set([...holidays, ...closed])].filter((date) => !isOpen.has(date)).sort();
}
