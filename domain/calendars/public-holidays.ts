/**
 * Holidays of countries and their regions, from the rules that ship with `date-holidays`; nothing is asked of the network.
 * Only days that are whole are given as days: what begins at noon is told apart, since a calendar says its hours.
 */
import type HolidayRules from 'date-holidays';
import { dateOf } from '#engine/calendar/dates.ts';
import { DAY } from '#engine/calendar/week.ts';
import { isTimeZone, stretchAt } from '#engine/calendar/zone.ts';
import { invalid } from '../errors.ts';
import type { Years } from './icalendar.ts';

export const HOLIDAY_TYPES = ['public', 'bank', 'school', 'optional', 'observance'] as const;
export type HolidayType = (typeof HOLIDAY_TYPES)[number];

export type PublicHoliday = {
  readonly date: string;
  readonly name: string;
  readonly type: HolidayType;
  /** The clock reading at which it begins, where it is no whole day. */
  readonly from: string | null;
};

export type Place = { readonly country: string; readonly region?: string; readonly part?: string };

/** In order of their dates. `language`: of the names, else the country's own. @throws DomainError invalid_input */
export async function publicHolidays(
  { country, region, part }: Place,
  years: Years,
  types: readonly HolidayType[],
  language?: string,
): Promise<readonly PublicHoliday[]> {
  const rules = await rulesOf();
  const known = new rules();
  if (!isOne(known.getCountries(), country))
    invalid('/country', `No holidays are known of “${country}”.`);
  if (region !== undefined && !isOne(known.getStates(country), region))
    invalid('/region', `“${country}” has no region “${region}”.`);
  const parts = region === undefined ? {} : known.getRegions(country, region);
  if (part !== undefined && !isOne(parts, part))
    invalid('/part', `There is no “${part}” in “${region ?? country}”.`);
  const place = {
    country,
    ...(region ? { state: region } : {}),
    ...(part ? { region: part } : {}),
  };
  const there = new rules(place, { types: [...types] });
  const zone = there.getTimezones().find(isTimeZone) ?? 'UTC';
  const count = years.last - years.first + 1;
  return Array.from({ length: count }, (_, index) => years.first + index)
    .flatMap((year) => there.getHolidays(year, language))
    .flatMap((one) => daysOf(one, zone))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
}

export type Country = {
  readonly country: string;
  readonly name: string;
  readonly regions: readonly {
    readonly region: string;
    readonly name: string;
    readonly parts: readonly { readonly part: string; readonly name: string }[];
  }[];
};

/** Which places holidays are known of, by name. */
export async function countries(language = 'en'): Promise<readonly Country[]> {
  const known = new (await rulesOf())();
  return named(known.getCountries(language)).map(([country, name]) => ({
    country,
    name,
    regions: named(known.getStates(country, language)).map(([region, regionName]) => ({
      region,
      name: regionName,
      parts: named(known.getRegions(country, region, language)).map(([part, partName]) => ({
        part,
        name: partName,
      })),
    })),
  }));
}

/** Read when somebody first asks: its tables are large, and most processes never need them. */
const rulesOf = async (): Promise<typeof HolidayRules> => (await import('date-holidays')).default;

type Names = { readonly [code: string]: string } | undefined;

const isOne = (names: Names, code: string): boolean => Object.hasOwn(names ?? {}, code);

const named = (names: Names) =>
  Object.entries(names ?? {}).sort(([, one], [, other]) => (one < other ? -1 : 1));

type Found = ReturnType<HolidayRules['getHolidays']>[number];

/** `2026-04-02 00:00:00 -0600`: a day that begins on the eve, six hours before its date, and ends as long before the next one. */
const SPELLED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?: ([+-])(\d\d)(\d\d))?/;

function daysOf({ date, end, name, type }: Found, zone: string): PublicHoliday[] {
  const [, day = '', time = '', sign, hours = '0', minutes = '0'] = SPELLED.exec(date) ?? [];
  const eve = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? 60_000 : -60_000);
  // As the rules spell it: where the clock is put forward at midnight, that day begins later on the wall.
  const first = Math.ceil(Date.parse(`${day}T${time}Z`) / DAY) * DAY;
  const count = Math.floor((readingIn(zone, end) + eve - first) / DAY);
  if (!(count >= 1)) return [{ date: date.slice(0, 10), name, type, from: date.slice(11, 16) }];
  return Array.from({ length: count }, (_, index) => ({
    date: dateOf(first + index * DAY),
    name,
    type,
    from: null,
  }));
}

const readingIn = (zone: string, at: Date): number =>
  at.getTime() + stretchAt(zone, at.getTime()).offset;
