/** How a forecast leaves the API: what the backcast does not bear out is not in it. */
import type { ForecastRecord } from '#domain/forecasts/forecasts.ts';
import type { Made } from '#domain/forecasts/make.ts';
import { type BackcastPolicy, FEWEST_TICKETS } from '#engine/forecast/backcast.ts';
import type { Band } from '#engine/forecast/forecast.ts';
import { toIso, toIsoOrNull } from '../instants.ts';

/** The numbers of the open tickets that the caller may see, by id. */
type Seen = ReadonlyMap<string, string>;

export const presentSummary = ({ id, state, asked, failure, by, at, endedAt }: ForecastRecord) => ({
  id,
  state,
  failure,
  by,
  asked: { ...asked, staff: { ...asked.staff } },
  at: toIso(at),
  endedAt: toIsoOrNull(endedAt),
});

export function presentForecast(record: ForecastRecord, seen: Seen) {
  return { ...presentSummary(record), result: presentResult(record, seen) };
}

function presentResult({ result, setting }: ForecastRecord, seen: Seen) {
  if (!result) return null;
  const { forecast, backcast, tickets, knowsWork } = result;
  const hidden = hiddenQueues(result);
  const said = new Map(forecast.policies.map((one) => [one.key, one]));
  const tried = new Map(backcast.policies.map((one) => [one.key, one]));
  return {
    tickets,
    knowsWork,
    policies: setting.policies.flatMap(({ key, name, targetSeconds }) => {
      const [own, past] = [said.get(key), tried.get(key)];
      if (!own || !past) return [];
      const isShown = past.verdict === 'good';
      return [
        {
          key,
          name,
          targetSeconds: { ...targetSeconds },
          comes: { tickets: band(own.tickets) },
          share: isShown && own.share ? band(own.share) : null,
          open: isShown ? openIn(forecast.open, key, seen) : null,
          backcast: presentTried(past),
        },
      ];
    }),
    leftOut: setting.leftOut.map((one) => ({ ...one })),
    queuesHidden: hidden,
    queues: (hidden === null ? forecast.queues : [])
      .filter(({ group }) => group !== '')
      .map(({ group, days }) => ({
        queue: group,
        days: days.map(band),
        before: {
          said: backcast.said.queues.find((one) => one.group === group)?.days.map(band) ?? [],
          happened: [...(backcast.queues.find((one) => one.group === group)?.days ?? [])],
        },
      })),
    covered: { ...backcast.covered },
    period: { from: toIso(new Date(backcast.from)), to: toIso(new Date(backcast.to)) },
  };
}

/** As the promises are: what few tickets say, or what mostly came otherwise, is not shown. */
function hiddenQueues({ backcast: { covered }, tickets }: Made): 'tooFew' | 'outside' | null {
  if (tickets < FEWEST_TICKETS) return 'tooFew';
  return covered.within < covered.days * LEAST_COVERED ? 'outside' : null;
}

/** Four in five should lie within; where not even this share does, a band says nothing. */
const LEAST_COVERED = 0.5;

const band = ({ low, median, high }: Band): Band => ({ low, median, high });

const openIn = (
  all: NonNullable<ForecastRecord['result']>['forecast']['open'],
  policy: string,
  seen: Seen,
) =>
  all
    .flatMap((one) => {
      const number = seen.get(one.id);
      return one.policy === policy && number !== undefined
        ? [{ id: one.id, number, probability: one.probability }]
        : [];
    })
    .toSorted((one, other) => other.probability - one.probability);

const presentTried = ({ key: _, calibration, ...tried }: BackcastPolicy) => ({
  ...tried,
  calibration: calibration.map((one) => ({ ...one })),
});
