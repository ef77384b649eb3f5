/** Forecasts: asked for, and asked after until they are worked out. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Forecast, ForecastAsked, ForecastSummary } from './types/forecasts.ts';

const ASK_AGAIN_MS = 1_000;

export const forecastsQuery = queryOptions({
  queryKey: keys.forecasts(),
  queryFn: ({ signal }) => get<Page<ForecastSummary>>('/forecasts', { limit: 20 }, signal),
});

export const forecastQuery = (id: string) =>
  queryOptions({
    queryKey: keys.forecasts(id),
    queryFn: ({ signal }) => get<Forecast>(`/forecasts/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'queued' ? ASK_AGAIN_MS : false),
  });

export const askForecast = (asked: ForecastAsked) => post<Forecast>('/forecasts', asked);
