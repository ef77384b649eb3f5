/** Forecasts: what is asked, what may come, and how well that would have been said of what came. */
import { Type } from 'typebox';
import { TICKET_TYPES } from '#domain/tickets/values.ts';
import { MOST_ARRIVALS } from '#engine/forecast/arrivals.ts';
import { Choice, Id, Input, Instant, listOf, Nullable, PageQuery, PersonRef } from '../schemas.ts';

export const DAYS_MAX = 28;
const QUEUES_MAX = 100;

const asked = {
  type: Choice(TICKET_TYPES),
  days: Type.Integer({ minimum: 1, maximum: DAYS_MAX }),
  arrivals: Type.Number({
    minimum: 0,
    maximum: MOST_ARRIVALS,
    description: 'So many times as many tickets come.',
  }),
  staff: Type.Record(Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0, maximum: 1_000 }), {
    maxProperties: QUEUES_MAX,
    description: 'How many work in a queue, by its key; of others, what tickets took says it.',
  }),
  targets: Type.Number({
    minimum: 0.1,
    maximum: 10,
    description: 'So many times the time that is promised.',
  }),
};

export const NewForecast = Input({
  type: asked.type,
  days: Type.Optional(asked.days),
  arrivals: Type.Optional(asked.arrivals),
  staff: Type.Optional(asked.staff),
  targets: Type.Optional(asked.targets),
});

const Band = Type.Object(
  { low: Type.Number(), median: Type.Number(), high: Type.Number() },
  { description: 'A tenth of the futures lie below `low`, a tenth above `high`.' },
);
const Count = Type.Integer({ minimum: 0 });

const Tried = Type.Object({
  verdict: Choice(['good', 'tooFew', 'noBetter', 'farOff'], {
    description: 'Whether the forecast is shown: anything but `good` hides it.',
  }),
  tickets: Count,
  broken: Count,
  brier: Nullable(Type.Number({ description: 'The mean square of how far off it was.' })),
  usual: Nullable(
    Type.Number({ description: 'The same of saying what was usual of each priority before.' }),
  ),
  skill: Nullable(Type.Number({ description: '1: always right; 0: no better than the usual.' })),
  bias: Nullable(Type.Number({ description: 'What was said on the whole, less what happened.' })),
  calibration: Type.Array(
    Type.Object({
      from: Type.Number(),
      said: Type.Number(),
      happened: Type.Number(),
      tickets: Count,
    }),
  ),
});

const Result = Type.Object({
  tickets: Type.Integer({ description: 'It was learned from so many.' }),
  knowsWork: Type.Boolean({
    description:
      'Whether anybody knows how much of the time was work; else `staff` changes nothing.',
  }),
  policies: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      targetSeconds: Type.Record(Type.String(), Type.Integer()),
      comes: Type.Object({ tickets: Band }),
      share: Nullable({
        ...Band,
        description: 'Of the tickets that come, the share whose promise is broken; null: hidden.',
      }),
      open: Nullable(
        Type.Array(Type.Object({ id: Id, number: Type.String(), probability: Type.Number() }), {
          description:
            'Tickets open now that the caller may see, the likeliest first; null: hidden.',
        }),
      ),
      backcast: Tried,
    }),
  ),
  leftOut: Type.Array(Type.Object({ key: Type.String(), name: Type.String() }), {
    description: 'Promises that depend on more than a priority: nothing can be said of them.',
  }),
  queuesHidden: Nullable(
    Choice(['tooFew', 'outside'], { description: 'Why no queue is shown, where none is.' }),
  ),
  queues: Type.Array(
    Type.Object({
      queue: Type.String(),
      days: Type.Array(Band, { description: 'Open work at the end of each day.' }),
      before: Type.Object({
        said: Type.Array(Band),
        happened: Type.Array(Count),
      }),
    }),
  ),
  covered: Type.Object(
    { days: Count, within: Count },
    {
      description:
        'Ends of days before, and how many lay within the band that four in five should.',
    },
  ),
  period: Type.Object({ from: Instant, to: Instant }),
});

const summary = {
  id: Id,
  state: Choice(['queued', 'completed', 'failed']),
  asked: Type.Object(asked),
  failure: Nullable(Type.String()),
  by: Nullable(PersonRef),
  at: Instant,
  endedAt: Nullable(Instant),
};

export const Forecast = Type.Object({ ...summary, result: Nullable(Result) });
export const Forecasts = listOf(Type.Object(summary));
export const ForecastQuery = Input(PageQuery);
export const ForecastParams = Type.Object({ id: Id });
