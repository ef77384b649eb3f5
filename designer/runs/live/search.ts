/** What of a process at work is looked at, as its address says it. */
import { type Layer, toLayer } from './layers.ts';

export const PERIODS = [1, 7, 30, 90] as const;

export type LiveSearch = {
  version?: number;
  layer?: Layer;
  element?: string;
  days?: number;
};

export const toLiveSearch = (search: Record<string, unknown>): LiveSearch => ({
  version: Number(search.version) > 0 ? Math.floor(Number(search.version)) : undefined,
  layer: search.layer === undefined ? undefined : toLayer(search.layer),
  element: typeof search.element === 'string' ? search.element : undefined,
  days: search.days === undefined ? undefined : toDays(search.days),
});

/** A week unless another of the periods is asked for. */
export const toDays = (text: unknown): number => PERIODS.find((days) => days === Number(text)) ?? 7;
