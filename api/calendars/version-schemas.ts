/** The states a calendar has had, what two of them differ in, and what other hours would do to clocks. */
import { Type } from 'typebox';
import { ClockStand } from '../clock-stand.ts';
import { Choice, Id, Input, Instant, listOf, Nullable, PageQuery, PersonRef } from '../schemas.ts';
import { hoursIn, hoursOut } from './schemas.ts';

export const VersionNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const VersionParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
  number: VersionNumber,
});
export const VersionQuery = Input({ ...PageQuery });
export const CompareQuery = Input(
  { from: Type.Optional(VersionNumber), to: Type.Optional(VersionNumber) },
  { description: 'The present version, and the one before that, unless said.' },
);

const about = {
  number: VersionNumber,
  savedAt: Instant,
  savedBy: Nullable(PersonRef),
  openClocks: Type.Integer({ description: 'Clocks that are not over and count with it.' }),
};
export const CalendarVersions = listOf(Type.Object(about));
export const CalendarVersion = Type.Object({ ...about, ...hoursOut });

export const Compared = Type.Object({
  from: VersionNumber,
  to: VersionNumber,
  differences: Type.Array(
    Type.Object({
      kind: Choice([
        'zone',
        'hours',
        'periodAdded',
        'periodRemoved',
        'dayAdded',
        'dayRemoved',
        'dayChanged',
      ]),
      text: Type.String({ description: 'In plain English.' }),
    }),
  ),
});

export const CalendarPreviewBody = Input(
  {
    from: Choice(['begin', 'now'], {
      description: '`begin`: as if it had always been so. `now`: what was counted stays.',
    }),
    timeZone: Type.Optional(hoursIn.timeZone),
    week: hoursIn.week,
    periods: hoursIn.periods,
    holidays: hoursIn.holidays,
    exceptions: hoursIn.exceptions,
  },
  { description: 'The hours as they would be; what is left out stays as it is.' },
);
export const CalendarPreview = Type.Object({
  open: Type.Integer({
    description: 'Open clocks that count in it, also on tickets you may not read.',
  }),
  missed: Type.Integer({ description: 'Of those listed, missed instead of not.' }),
  met: Type.Integer({ description: 'Of those listed, no longer missed.' }),
  clocks: Type.Array(
    Type.Object({
      clock: Id,
      name: Type.String(),
      ticket: Type.Object({ id: Id, number: Type.String(), title: Type.String() }),
      before: ClockStand,
      after: ClockStand,
      flips: Type.Boolean({ description: 'Missed instead of not, or the other way round.' }),
    }),
    { description: 'The first 100 on tickets you may read, those due soonest first.' },
  ),
});
