/** A difference between two states of a calendar as an English sentence. */
import type { CalendarDifference, Hours, SpecialDay } from './differences.ts';
import type { Weekday } from './week.ts';

const DAYS: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

export function differenceWords(difference: CalendarDifference): string {
  switch (difference.kind) {
    case 'zone':
      return `The time zone was ${difference.before} and is ${difference.after}.`;
    case 'hours':
      return `${DAYS[difference.day]}${spanWords(difference)}: ${hoursWords(difference.after)}, was ${hoursWords(difference.before)}.`;
    case 'periodAdded':
      return `Added a week that holds${spanWords(difference) || ' always'}.`;
    case 'periodRemoved':
      return `Removed the week that held${spanWords(difference) || ' always'}.`;
    case 'dayAdded':
      return `Added ${difference.date}: ${dayWords(difference.day)}.`;
    case 'dayRemoved':
      return `Removed ${difference.date}: ${dayWords(difference.day)}.`;
    case 'dayChanged':
      return `Changed ${difference.date}: ${dayWords(difference.after)}, was ${dayWords(difference.before)}.`;
  }
}

const hoursWords = (hours: Hours): string =>
  hours.length === 0 ? 'closed' : hours.map(([from, to]) => `${from}–${to}`).join(', ');

const dayWords = ({ name, open }: SpecialDay): string =>
  [...(name === null ? [] : [name]), hoursWords(open)].join(', ');

const spanWords = ({ from, until }: { readonly from?: string; readonly until?: string }): string =>
  `${from ? ` from ${from}` : ''}${until ? ` until ${until}` : ''}`;
