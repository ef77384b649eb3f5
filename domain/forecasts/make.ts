/** A forecast and the backcast beside it, from what was read. Pure: it runs in a thread of its own. */
import { type Backcast, backcast } from '#engine/forecast/backcast.ts';
import { type Forecast, forecast, type Question } from '#engine/forecast/forecast.ts';
import type { Desk, PastTicket } from '#engine/forecast/past.ts';

export type Job = {
  readonly past: readonly PastTicket[];
  readonly question: Question;
  readonly desk: Desk;
};

export type Made = {
  readonly forecast: Forecast;
  readonly backcast: Backcast;
  /** How many tickets it was learned from. */
  readonly tickets: number;
  /** Whether anybody knows how much of the time was work: without it no staff can be counted. */
  readonly knowsWork: boolean;
};

export function make({ past, question, desk }: Job): Made {
  const tried = backcast(past, question, desk);
  return {
    forecast: forecast(past, question, desk),
    // What was said of each ticket that was open then is summed up in it, and shown to nobody.
    backcast: { ...tried, said: { ...tried.said, open: [] } },
    tickets: past.length,
    knowsWork: past.some(({ stays }) => stays.some(({ begun }) => begun !== null)),
  };
}
