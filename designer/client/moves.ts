/** Moving running work to another version: what would happen, how far it is, what became of each run. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { processPath } from './processes.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

const ANEW_MS = 2_000;
const LOOKED = 200;
const PAGE = 50;

export type Mapping = Readonly<Record<string, string | null>>;

export type Hold = { token: string; element: string; problem: string };
export type Landing = { token: string; from: string; to: string | null };

export type PlannedRun = {
  run: string;
  ticket: string | null;
  from: number;
  moves: boolean;
  holds: Hold[];
  landings: Landing[];
  begun: string[];
  forgotten: string[];
  proved: boolean;
};

export type MovePreview = {
  total: number;
  looked: number;
  moving: number;
  held: number;
  items: PlannedRun[];
};

export type MoveWish = { from: number; to: number; mapping: Mapping };

export type Move = {
  id: string;
  process: string;
  to: number;
  mapping: Mapping;
  reason: string;
  state: 'canary' | 'running' | 'stopped' | 'done';
  perMinute: number;
  counts: Partial<Record<MovedState, number>>;
  createdAt: string;
  version: number;
};

export type MovedState = 'planned' | 'moved' | 'held' | 'skipped' | 'undone';

export type MovedRun = {
  run: string;
  ticket: string | null;
  state: MovedState;
  canary: boolean;
  from: number;
  holds: Hold[];
  landings: Landing[];
  at: string | null;
};

/** Nothing is done by asking. */
export const previewQuery = (key: string, { from, to, mapping }: MoveWish) =>
  queryOptions({
    queryKey: [...keys.moves(key), 'preview', from, to, mapping] as const,
    queryFn: () =>
      post<MovePreview>(`${processPath(key)}/moves/preview`, {
        from: [from],
        to,
        mapping,
        limit: LOOKED,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const movesQuery = (key: string) =>
  queryOptions({
    queryKey: keys.moves(key),
    queryFn: async ({ signal }) =>
      (await get<{ items: Move[] }>(`${processPath(key)}/moves`, undefined, signal)).items,
  });

export const isUnderWay = ({ state }: Pick<Move, 'state'>): boolean =>
  state === 'running' || state === 'canary';

export const moveQuery = (id: string) =>
  queryOptions({
    queryKey: keys.move(id),
    queryFn: ({ signal }) => get<Move>(`/moves/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : ANEW_MS),
  });

export const movedRunsQuery = (id: string, isGoing: boolean) =>
  infiniteQueryOptions({
    queryKey: keys.move(id, 'runs'),
    queryFn: ({ signal, pageParam }) =>
      get<Page<MovedRun>>(`/moves/${id}/runs`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: isGoing ? ANEW_MS : false,
  });

export const startMove = (
  key: string,
  { from, ...wish }: MoveWish,
  more: { reason: string; perMinute: number; canaryPercent?: number },
  idempotencyKey: string,
) =>
  post<Move>(`${processPath(key)}/moves`, { from: [from], ...wish, ...more }, { idempotencyKey });

export const continueMove = ({ id, version }: Move) =>
  post<Move>(`/moves/${id}/continue`, {}, { version });
export const stopMove = ({ id, version }: Move) => post<Move>(`/moves/${id}/stop`, {}, { version });
export const undoMove = ({ id, version }: Move) =>
  post<{ undone: number; kept: number }>(`/moves/${id}/undo`, {}, { version });
