/** Calendars as they go in and out, and what is asked of them. */
import { type TSchema, Type } from 'typebox';
import { Calendar as Hours } from '#engine/calendar.ts';
import { Allowed, Id, Input, Instant, Key, listOf, PageQuery, Version } from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const { timeZone, week, periods, holidays, exceptions } = Hours.properties;

/** What goes out is only read. A copy, since what may be left out when coming in is always there. */
const outgoing = <K extends keyof Hours>(schema: TSchema) =>
  Type.Unsafe<NonNullable<Hours[K]>>({ ...schema });

export const hoursIn = Hours.properties;
export const hoursOut = {
  timeZone,
  week: Type.Optional(outgoing<'week'>(week)),
  periods: Type.Optional(outgoing<'periods'>(periods)),
  holidays: outgoing<'holidays'>(holidays),
  exceptions: outgoing<'exceptions'>(exceptions),
};

export const CalendarParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const CalendarQuery = Input({ ...PageQuery });
export const Calendar = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  usual: Type.Boolean({ description: 'It counts where no calendar is named.' }),
  ...hoursOut,
  version: Version,
  allowed: Allowed,
});
export const Calendars = listOf(Calendar);
const hours = { week, periods, holidays, exceptions };
export const NewCalendar = Input(
  { key: Key, name: Name, timeZone, ...hours },
  { description: 'Either `week`, or `periods` where the hours change.' },
);
export const CalendarPatch = Input(
  { name: Type.Optional(Name), timeZone: Type.Optional(timeZone), ...hours },
  { description: 'A `week` takes the place of `periods`, and the other way round.' },
);

export const Compute = Input(
  {
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    businessSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000_000 })),
  },
  { description: 'Two of these; the third is answered.' },
);
export const Computed = Type.Object({
  at: Type.Optional(
    Type.String({
      format: 'date-time',
      description:
        'After `from`: the earliest instant at which that much business time has passed. Before `to`: the latest one from which on that much passes.',
    }),
  ),
  businessSeconds: Type.Optional(
    Type.Number({ description: 'Between `from` and `to`; negative when `to` is the earlier one.' }),
  ),
});
