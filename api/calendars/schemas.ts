/** Calendars as they go in and out, and what is asked of them. */
import { Type } from 'typebox';
import { Calendar as Hours } from '#engine/calendar.ts';
import { Allowed, Id, Input, Instant, Key, listOf, PageQuery, Version } from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const { timeZone, week, holidays } = Hours.properties;

export const CalendarParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const CalendarQuery = Input({ ...PageQuery });
export const Calendar = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  timeZone,
  week,
  holidays: Type.Array(Type.String()),
  version: Version,
  allowed: Allowed,
});
export const Calendars = listOf(Calendar);
export const NewCalendar = Input({ key: Key, name: Name, timeZone, week, holidays });
export const CalendarPatch = Input({
  name: Type.Optional(Name),
  timeZone: Type.Optional(timeZone),
  week: Type.Optional(week),
  holidays,
});

export const Compute = Input({
  from: Instant,
  to: Type.Optional(Instant),
  businessSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000_000 })),
});
export const Computed = Type.Object({
  at: Type.Optional(
    Type.String({
      format: 'date-time',
      description: 'The earliest instant at which that much business time has passed.',
    }),
  ),
  businessSeconds: Type.Optional(Type.Number()),
});
