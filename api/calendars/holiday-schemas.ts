/** Holidays as they go in and out. */
import { Type } from 'typebox';
import { HOLIDAY_TYPES } from '#domain/calendars/public-holidays.ts';
import { Choice, Input, Nullable } from '../schemas.ts';
import { Calendar } from './schemas.ts';

const LocalDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Years = Type.String({
  pattern: '^\\d{4}(-\\d{4})?$',
  description: 'One year, or the first and the last: `2026-2028`.',
});
const Language = Type.String({
  pattern: '^[a-z]{2}$',
  description: 'Of the names, where they are known in it.',
});
const Code = Type.String({ minLength: 1, maxLength: 20 });
const Day = Type.Object({ date: Type.String(), name: Type.String() });
const NewDay = Input({
  date: LocalDate,
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
});

export const HolidayQuery = Input({
  country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1.' }),
  region: Type.Optional(Code),
  part: Type.Optional(Code),
  years: Type.Optional(Years),
  types: Type.Optional(
    Type.String({
      pattern: `^(${HOLIDAY_TYPES.join('|')})(,(${HOLIDAY_TYPES.join('|')}))*$`,
      description: 'Separated by commas; `public` unless said.',
    }),
  ),
  language: Type.Optional(Language),
});
export const Holidays = Type.Object({
  items: Type.Array(
    Type.Object({
      date: Type.String(),
      name: Type.String(),
      type: Choice(HOLIDAY_TYPES),
      from: Nullable(
        Type.String({
          description: 'When it begins, where it is no whole day; null for a whole one.',
        }),
      ),
    }),
  ),
});
export const CountryQuery = Input({ language: Type.Optional(Language) });
export const Countries = Type.Object({
  items: Type.Array(
    Type.Object({
      country: Type.String(),
      name: Type.String(),
      regions: Type.Array(
        Type.Object({
          region: Type.String(),
          name: Type.String(),
          parts: Type.Array(Type.Object({ part: Type.String(), name: Type.String() })),
        }),
      ),
    }),
  ),
});

export const HolidayImport = Input(
  {
    ics: Type.Optional(
      Type.String({ minLength: 1, description: 'The text of an iCalendar file (RFC 5545).' }),
    ),
    days: Type.Optional(Type.Array(NewDay, { minItems: 1, maxItems: 5_000 })),
    years: Type.Optional(Years),
    preview: Type.Optional(
      Type.Boolean({ description: 'Say what would be done, and do nothing.', default: false }),
    ),
  },
  {
    description:
      'Either `ics` or `days`. Of a file, the days of these years; of this year and the two that follow unless said.',
  },
);
export const HolidaysImported = Type.Object({
  preview: Type.Boolean(),
  added: Type.Array(Day),
  changed: Type.Array(Day, { description: 'Were closed already, and have a name now.' }),
  left: Type.Array(Type.Object({ ...Day.properties, why: Choice(['there', 'named', 'open']) }), {
    description:
      'Stay as they are: `there` just so, closed under another name (`named`), or with hours of their own (`open`).',
  }),
  leftOut: Type.Array(
    Type.Object({
      name: Type.String(),
      from: Nullable(Type.String()),
      why: Choice(['timed', 'cancelled', 'no_date', 'rule', 'too_long', 'other_years']),
    }),
    {
      description:
        'Events of the file that are no closed day: with a time of day, cancelled, without a date that exists, repeated by a rule that is not known, longer than a year, or not in these years.',
    },
  ),
  calendar: Calendar,
});
