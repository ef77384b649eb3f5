/** A band of days as paths of a drawing: the days before at one side of now, the days ahead at the other. Pure. */
import type { Band, ForecastQueue } from '#designer/client/types/forecasts.ts';

export const CHART = { width: 640, height: 160 } as const;
/** Above the highest point, for the figure that stands there. */
const HEAD = 14;
const DAY_MS = 86_400_000;

type Point = { readonly x: number; readonly y: number };

export function chartOf({ days, before }: ForecastQueue) {
  const past = before.happened.length;
  const all = past + days.length;
  const most = Math.max(
    1,
    ...days.map(({ high }) => high),
    ...before.said.map(({ high }) => high),
    ...before.happened,
  );
  const x = (place: number): number => round((place / Math.max(1, all - 1)) * CHART.width);
  const y = (value: number): number => round(HEAD + (1 - value / most) * (CHART.height - HEAD - 1));
  const band = (bands: readonly Band[], from: number) => {
    const at = (of: (band: Band) => number): readonly Point[] =>
      bands.map((one, place) => ({ x: x(from + place), y: y(of(one)) }));
    const [high, low] = [at((one) => one.high), at((one) => one.low)];
    return {
      area: high.length === 0 ? '' : `${lineOf([...high, ...low.toReversed()])} Z`,
      line: lineOf(at((one) => one.median)),
    };
  };
  return {
    most,
    now: x(past - 0.5),
    before: band(before.said, 0),
    ahead: band(days, past),
    came: lineOf(before.happened.map((count, place) => ({ x: x(place), y: y(count) }))),
  };
}

/** The end of a day so many days after an instant. */
export const dayAfter = (instant: string, days: number): number =>
  Date.parse(instant) + days * DAY_MS;

const lineOf = (points: readonly Point[]): string =>
  points.map((point, place) => `${place === 0 ? 'M' : 'L'} ${point.x} ${point.y}`).join(' ');

const round = (value: number): number => Math.round(value * 10) / 10;
