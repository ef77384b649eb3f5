/** Rotas: who is on call, the shifts of a while, and what people change in them. */
import { queryOptions } from '@tanstack/react-query';
import type { Plan } from '#engine/rota.ts';
import { get, patch, post, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { EverybodyOnCall, Override, Rota, Schedule, Swap } from './types/rotas.ts';

/** Enough for a page; what is older is history. */
const RECENT = 50;

export const rotasQuery = queryOptions({
  queryKey: keys.rotas(),
  queryFn: ({ signal }) => get<Page<Rota>>('/rotas', { limit: 200 }, signal),
});
export const everybodyOnCallQuery = queryOptions({
  queryKey: keys.rotas('everybody'),
  queryFn: ({ signal }) => get<EverybodyOnCall>('/on-call', undefined, signal),
});
export const rotaQuery = (key: string) =>
  queryOptions({
    queryKey: keys.rotas('one', key),
    queryFn: ({ signal }) => get<Rota>(`/rotas/${key}`, undefined, signal),
  });
export const scheduleQuery = (key: string, from: string, to: string) =>
  queryOptions({
    queryKey: keys.rotas('schedule', key, from, to),
    queryFn: ({ signal }) => get<Schedule>(`/rotas/${key}/shifts`, { from, to }, signal),
  });
export const overridesQuery = (key: string) =>
  queryOptions({
    queryKey: keys.rotas('overrides', key),
    queryFn: ({ signal }) =>
      get<Page<Override>>(`/rotas/${key}/overrides`, { limit: RECENT }, signal),
  });
export const swapsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.rotas('swaps', key),
    queryFn: ({ signal }) => get<Page<Swap>>(`/rotas/${key}/swaps`, { limit: RECENT }, signal),
  });

export type RotaFields = Omit<Plan, 'needed'> & {
  readonly name: string;
  /** Null: somebody is needed at any time. */
  readonly needed: Plan['needed'] | null;
};

export const createRota = (
  { needed, ...body }: RotaFields & { readonly key: string },
  idempotencyKey: string,
) => post<Rota>('/rotas', { ...body, ...(needed ? { needed } : {}) }, { idempotencyKey });
export const changeRota = (key: string, change: RotaFields, version: number) =>
  patch<Rota>(`/rotas/${key}`, change, { version });
export const removeRota = (key: string, version: number) =>
  remove<undefined>(`/rotas/${key}`, { version });

type Span = { readonly from: string; readonly to: string };
export const makeOverride = (
  key: string,
  body: Span & { readonly person: string; readonly reason: string },
  idempotencyKey: string,
) => post<Override>(`/rotas/${key}/overrides`, body, { idempotencyKey });
export const takeBackOverride = (key: string, { id, version }: Override) =>
  remove<undefined>(`/rotas/${key}/overrides/${id}`, { version });

export const askSwap = (
  key: string,
  body: {
    readonly gives: Span;
    readonly takes: Span & { readonly person: string };
    readonly reason: string;
  },
  idempotencyKey: string,
) => post<Swap>(`/rotas/${key}/swaps`, body, { idempotencyKey });
export const closeSwap = (
  key: string,
  { id, version }: Swap,
  act: 'accept' | 'decline' | 'take-back',
) => post<Swap>(`/rotas/${key}/swaps/${id}/${act}`, undefined, { version });

/** `/rotas/network`, `/on-call` for all of one's own shifts, or `/change-calendar`. */
export const feedQuery = (place: string) =>
  queryOptions({
    queryKey: keys.rotas('feed', place),
    queryFn: ({ signal }) => get<{ madeAt: string | null }>(`${place}/feed`, undefined, signal),
  });
export const makeFeed = (place: string) =>
  post<{ address: string; madeAt: string }>(`${place}/feed`);
export const endFeed = (place: string) => remove<undefined>(`${place}/feed`);
