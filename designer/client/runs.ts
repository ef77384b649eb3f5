/** Runs for those who look after processes: what goes on, one run with its path, what can be done about it. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { processPath } from './processes.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Run, RunDetail } from './types/runs.ts';
import type { TicketEvent } from './types/tickets.ts';

/** What goes on by itself tells nobody: it is asked for anew. */
const ANEW_MS = 10_000;
const RUN_ANEW_MS = 4_000;
const DAY_MS = 86_400_000;
const PAGE = 50;

export type VersionFigures = {
  version: number;
  active: boolean;
  running: number;
  waiting: number;
  faulted: number;
  completed: number;
  cancelled: number;
  failed: number;
};

export type ElementFigures = {
  runs: number;
  tokens: number;
  failed: number;
  waitingSince: string | null;
  entered: number;
  left: number;
  calledOff: number;
  medianSeconds: number | null;
  p95Seconds: number | null;
  /** Null where coming again is how it is drawn. */
  again: number | null;
  timed: number;
  late: number;
  overdue: number;
  /** Tickets with a promise that were there, and those of which one broke meanwhile. */
  promised: number;
  breached: number;
};

export type Overview = {
  process: string;
  name: string;
  since: string;
  at: string;
  version: number | null;
  versions: VersionFigures[];
  elements: Record<string, ElementFigures>;
};

/** Of the version that new runs take unless one is named. */
export const overviewQuery = (key: string, asked: { version?: number; days: number }) =>
  queryOptions({
    queryKey: keys.overview(key, asked),
    queryFn: ({ signal }) =>
      get<Overview>(
        `${processPath(key)}/overview`,
        {
          version: asked.version,
          since: new Date(Date.now() - asked.days * DAY_MS).toISOString(),
        },
        signal,
      ),
    refetchInterval: ANEW_MS,
    placeholderData: keepPreviousData,
  });

/** What a number may count: all runs, or those that have not ended. */
export const OPEN_STATES = 'faulted,waiting,running,suspended';
export const ANY_STATE = `${OPEN_STATES},completed,cancelled,failed`;

export type RunFilter = {
  state?: string;
  process?: string;
  version?: number;
  element?: string;
  code?: string;
  startedSince?: string;
  /** A clock of its ticket has run out. */
  late?: boolean;
};

export const runsQuery = (filter: RunFilter) =>
  infiniteQueryOptions({
    queryKey: keys.runs(filter),
    queryFn: ({ signal, pageParam }) =>
      get<Page<Run>>('/runs', { ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ANEW_MS,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: keys.run(id, 'diagram'),
    queryFn: ({ signal }) => get<RunDetail>(`/runs/${id}/diagram`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.run.endedAt == null ? RUN_ANEW_MS : false),
  });

/** Oldest first. */
export const runEventsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.run(id, 'events'),
    queryFn: ({ signal, pageParam }) =>
      get<Page<TicketEvent>>(`/runs/${id}/events`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export type Cause = {
  process: string;
  processName: string;
  element: string;
  elementName: string | null;
  code: string;
  message: string;
  runs: number;
  versions: number[];
  since: string;
};

export const causesQuery = queryOptions({
  queryKey: keys.runs('causes'),
  queryFn: ({ signal }) => get<{ items: Cause[] }>('/runs/causes', undefined, signal),
  refetchInterval: ANEW_MS,
});

export const retryRun = (id: string, reason?: string, version?: number) =>
  post<Run>(`/runs/${id}/retry`, reason ? { reason } : {}, { version });

export const cancelRun = (id: string, body: { reason?: string; undo: boolean }, version: number) =>
  post<Run>(`/runs/${id}/cancel`, body, { version });

export type Repair =
  | { kind: 'skip'; token: string; outcome: string | null }
  | { kind: 'move'; token: string; to: string }
  | { kind: 'correct'; token?: string | null; variables: Record<string, unknown> };

export const repairRun = (id: string, repair: Repair, reason: string, version: number) =>
  post<Run>(`/runs/${id}/repairs`, { ...repair, reason }, { version });

export type BulkAct =
  | { kind: 'retry' }
  | { kind: 'cancel'; undo: boolean }
  | { kind: 'skip'; element: string; outcome: string | null };

export type BulkAnswer = {
  id: string;
  status: number;
  run?: Run;
  problem?: { title: string; detail?: string };
};

export const actOnRuns = (
  ids: readonly string[],
  act: BulkAct,
  reason: string,
  idempotencyKey: string,
) => post<{ items: BulkAnswer[] }>('/runs/bulk', { ids, act, reason }, { idempotencyKey });
