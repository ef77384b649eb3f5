/** Calendar months by the tenant's own clock, as text: `2026-09`. Pure. */
import type { Days } from './judged.ts';

/** Both included. */
export type Months = { readonly from: string; readonly to: string };

/** Each month from the one to the other: a month in which nothing was decided is told too. */
export function monthsOf({ from, to }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month, 1)) months.push(month);
  return months;
}

export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export const daysOf = ({ from, to }: Months): Days => ({
  from: `${from}-01`,
  until: `${monthAfter(to, 1)}-01`,
});
