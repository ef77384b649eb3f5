/** Forecasts as the API answers with them. */
import type { Person } from './people.ts';

export type Band = { readonly low: number; readonly median: number; readonly high: number };

export type ForecastAsked = {
  readonly type: string;
  readonly days: number;
  readonly arrivals: number;
  readonly staff: { readonly [queue: string]: number };
  readonly targets: number;
};

export type Tried = {
  readonly verdict: 'good' | 'tooFew' | 'noBetter' | 'farOff';
  readonly tickets: number;
  readonly broken: number;
  readonly brier: number | null;
  readonly usual: number | null;
  readonly skill: number | null;
  readonly bias: number | null;
  readonly calibration: readonly {
    readonly from: number;
    readonly said: number;
    readonly happened: number;
    readonly tickets: number;
  }[];
};

export type ForecastPolicy = {
  readonly key: string;
  readonly name: string;
  readonly comes: { readonly tickets: Band };
  readonly share: Band | null;
  readonly open:
    | readonly { readonly id: string; readonly number: string; readonly probability: number }[]
    | null;
  readonly backcast: Tried;
};

export type ForecastQueue = {
  readonly queue: string;
  readonly days: readonly Band[];
  readonly before: { readonly said: readonly Band[]; readonly happened: readonly number[] };
};

export type ForecastResult = {
  readonly tickets: number;
  readonly knowsWork: boolean;
  readonly policies: readonly ForecastPolicy[];
  readonly leftOut: readonly { readonly key: string; readonly name: string }[];
  readonly queuesHidden: 'tooFew' | 'outside' | null;
  readonly queues: readonly ForecastQueue[];
  readonly covered: { readonly days: number; readonly within: number };
  readonly period: { readonly from: string; readonly to: string };
};

export type ForecastSummary = {
  readonly id: string;
  readonly state: 'queued' | 'completed' | 'failed';
  readonly asked: ForecastAsked;
  readonly failure: string | null;
  readonly by: Person | null;
  readonly at: string;
};

export type Forecast = ForecastSummary & { readonly result: ForecastResult | null };
