/** The months that a report is about, where it does not say: this one and the five before it, by the tenant's own clock. */
import { type Months, monthAfter } from '#domain/attainment/months.ts';
import { dateIn } from '#domain/clocks/clock-facts.ts';
import { configurationOf } from '#domain/configuration.ts';
import { invalid } from '#domain/errors.ts';
import type { Reader } from '#domain/tickets/read.ts';

const USUAL_MONTHS = 6;
const MOST_MONTHS = 60;

export async function monthsAsked(
  reader: Reader,
  asked: { readonly from?: string; readonly to?: string; readonly months?: number },
): Promise<{ months: Months; zone: string }> {
  const { zone } = await configurationOf(reader);
  const present = dateIn(zone, reader.now).slice(0, 7);
  const to = asked.to === 'last' ? monthAfter(present, -1) : (asked.to ?? present);
  const from = asked.from ?? monthAfter(to, 1 - (asked.months ?? USUAL_MONTHS));
  if (from > to) invalid('/from', 'is after `to`.');
  if (monthAfter(from, MOST_MONTHS) <= to) invalid('/from', `At most ${MOST_MONTHS} months.`);
  return { months: { from, to }, zone };
}
