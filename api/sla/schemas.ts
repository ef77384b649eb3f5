/** Service targets as they go in and out. */
import { Type } from 'typebox';
import { TICKET_TYPES } from '#domain/tickets/values.ts';
import { Allowed, Choice, Id, Input, Key, listOf, PageQuery, Version } from '../schemas.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Types = Type.Array(Choice(TICKET_TYPES), { minItems: 1, maxItems: TICKET_TYPES.length });
/** Clocks keep whole seconds, and a deadline further off than this helps nobody. */
const SECONDS_MAX = 100_000_000;
const Seconds = Type.Integer({ minimum: 1, maximum: SECONDS_MAX });
const Targets = Input(
  {
    1: Type.Optional(Seconds),
    2: Type.Optional(Seconds),
    3: Type.Optional(Seconds),
    4: Type.Optional(Seconds),
  },
  { description: 'Business seconds by priority; a priority that is not named has no target.' },
);
const CalendarKey = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'The key of the calendar it counts in.',
});

export const PolicyParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64, description: 'A key or an id.' }),
});
export const PolicyQuery = Input({ ...PageQuery });
export const Policy = Type.Object({
  id: Id,
  key: Type.String(),
  name: Type.String(),
  ticketTypes: Types,
  targets: Targets,
  calendar: Type.String(),
  active: Type.Boolean(),
  version: Version,
  allowed: Allowed,
});
export const Policies = listOf(Policy);
export const NewPolicy = Input({
  key: Key,
  name: Name,
  ticketTypes: Types,
  targets: Targets,
  calendar: CalendarKey,
  active: Type.Optional(Type.Boolean({ default: true })),
});
export const PolicyPatch = Input({
  name: Type.Optional(Name),
  ticketTypes: Type.Optional(Types),
  targets: Type.Optional(Targets),
  calendar: Type.Optional(CalendarKey),
  active: Type.Optional(Type.Boolean()),
});
