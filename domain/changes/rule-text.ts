/**
 * How something repeats, as RFC 5545 spells it (`FREQ=WEEKLY;BYDAY=SU`), for what begins at a time of day. What says more than
 * the arithmetic here knows is refused, never guessed.
 */
import ICAL from 'ical.js';
import { dateOf, firstReadingOf } from '#engine/calendar/dates.ts';
import { isKnown, type Rule } from '#engine/calendar/recurrence.ts';
import { stretchAt } from '#engine/calendar/zone.ts';
import { ruleOf } from '../calendars/icalendar.ts';
import { invalid } from '../errors.ts';

type Begins = { readonly time: string; readonly timeZone: string };

/** @throws DomainError invalid_input at the pointer */
export function readRule(text: string, begins: Begins, pointer = '/opens/rrule'): Rule {
  const recur = parsed(text.trim().replace(/^RRULE:/i, ''));
  const rule = recur && ruleOf(recur);
  if (!recur || !rule || !isKnown(rule))
    return invalid(
      pointer,
      'is no rule that can be read here: FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, COUNT, UNTIL, BYDAY, BYMONTH, BYMONTHDAY and WKST.',
    );
  return recur.until?.isDate === false ? { ...rule, until: lastDate(recur.until, begins) } : rule;
}

type Recur = InstanceType<typeof ICAL.Recur>;

function parsed(text: string): Recur | null {
  try {
    const recur = ICAL.Recur.fromString(text.toUpperCase());
    return recur.freq ? recur : null;
  } catch {
    return null;
  }
}

/** The last day on which it still begins by then. A time without a zone is meant on the wall. */
function lastDate(until: NonNullable<Recur['until']>, { time, timeZone }: Begins): string {
  const spelled = until.toString();
  const instant = Date.parse(spelled);
  const reading = spelled.endsWith('Z')
    ? instant + stretchAt(timeZone, instant).offset
    : Date.parse(`${spelled}Z`);
  const date = dateOf(reading);
  const begins = Date.parse(`${date}T${time}:00Z`);
  return begins <= reading ? date : dateOf(firstReadingOf(date) - 1);
}
