/**
 * Who is on call, and when. A plan has layers, each with people who take turns; a later layer lies over the earlier ones
 * wherever it says somebody. On top lie changes: somebody instead for a while, or two people who have exchanged shifts.
 * A plan that is changed holds from then on only, so that who was on call stays what it was. Pure: hand-overs and hours are
 * read off the wall of the rota's zone, with the same arithmetic as business time.
 */
import { type Static, Type } from 'typebox';
import { Key } from './action.ts';
import { Calendar } from './calendar.ts';
import type { Frozen } from './json.ts';

const closed = { additionalProperties: false } as const;

const LocalDate = (description: string) =>
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description });
const { week: Week } = Calendar.properties;

export const MOST_LAYERS = 10;
export const MOST_PEOPLE = 50;

const Rotation = Type.Object(
  {
    every: Type.Integer({ minimum: 1, maximum: 52, description: 'How many of them a turn lasts.' }),
    unit: Type.Enum(['day', 'week']),
    at: Type.String({
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
      description: 'When one hands over to the next, on the wall of the rota’s zone.',
    }),
    weekday: Type.Optional(
      Type.Enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], {
        description: 'On which day, where turns are weeks; without one it is that of the start.',
      }),
    ),
  },
  closed,
);

const Holidays = Type.Object(
  {
    calendar: Key,
    take: Type.Enum(['also', 'only', 'never'], {
      description:
        '`also`: its hours and whole holidays; `only`: its hours on holidays; `never`: its hours but on holidays.',
    }),
  },
  { ...closed, description: 'What the layer does on the holidays of a calendar.' },
);

export const Layer = Type.Object(
  {
    id: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Stays the same when the layer is renamed or moved.',
    }),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    people: Type.Array(Type.String({ minLength: 1, maxLength: 320 }), {
      minItems: 1,
      maxItems: MOST_PEOPLE,
      description: 'In the order of their turns; somebody may come more than once.',
    }),
    rotation: Rotation,
    startsOn: LocalDate('The day of the first turn, from the hand-over on.'),
    endsOn: Type.Optional(LocalDate('The day on which the last turn is handed over to nobody.')),
    hours: Week,
    holidays: Type.Optional(Holidays),
  },
  { ...closed, description: 'People in turns; without `hours` day and night.' },
);
export type Layer = Frozen<Static<typeof Layer>>;

export const Plan = Type.Object({
  timeZone: Type.String({ minLength: 1, maxLength: 100, description: 'An IANA time zone.' }),
  layers: Type.Array(Layer, { maxItems: MOST_LAYERS, description: 'Later ones lie on top.' }),
  needed: Week,
});
export type Plan = Frozen<Static<typeof Plan>>;

/** Instants as text, ISO 8601 in UTC; `to` is exclusive. */
export type Span = { readonly from: string; readonly to: string };

/** In the order in which they came to hold: each works on what the ones before have made. */
export type RotaChange =
  | ({ readonly kind: 'override'; readonly id: string; readonly person: string } & Span)
  | {
      readonly kind: 'swap';
      readonly id: string;
      /** Each gives what they have in their span to the other. */
      readonly one: Span & { readonly person: string };
      readonly other: Span & { readonly person: string };
    };

export type Rota = {
  /** In the order of time; the first holds from the beginning on. */
  readonly plans: readonly { readonly since: string | null; readonly plan: Plan }[];
  readonly changes: readonly RotaChange[];
  /** Local dates by the calendar's key. */
  readonly holidays: Readonly<Record<string, readonly string[]>>;
};

export type Shift = Span & {
  readonly person: string;
  /** Whose turn it is, and which; null where only an override says somebody. */
  readonly layer: string | null;
  readonly turn: number | null;
  /** What has made it theirs. */
  readonly change: { readonly kind: 'override' | 'swap'; readonly id: string } | null;
};
