/** What the page of back-tests asks of the API. One that is under way is asked again until it is over. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import type { Page } from '#designer/client/types/common.ts';
import type { Person } from '#designer/client/types/people.ts';
import type { Difference, DifferenceKind, Step } from '#engine/backtest/compare.ts';
import type { Diverged } from '#engine/backtest/diverged.ts';
import type { Definition } from '#engine/definition.ts';

export type TestResult = 'same' | 'different' | 'diverged' | 'unplayed';
export const RESULTS = ['same', 'different', 'diverged', 'unplayed'] as const;
export const KINDS = [
  'path',
  'approvals',
  'assignment',
  'priority',
  'outcome',
  'clocks',
] as const satisfies readonly DifferenceKind[];

export type Wanted = {
  readonly limit: number;
  readonly filter: {
    readonly type?: string;
    readonly category?: string;
    readonly queue?: string;
    readonly priority?: number;
    readonly closedAfter?: string;
  };
};

export type Backtest = {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed';
  readonly progress: { readonly done: number; readonly total: number };
  readonly totals: { readonly [result in TestResult]: number } & {
    readonly tickets: number;
    readonly byKind: { readonly [kind in DifferenceKind]: number };
    readonly divergedAt: readonly { readonly element: string; readonly count: number }[];
    readonly clocks: readonly ClockTotals[];
  };
  readonly version: number | null;
  readonly failure: string | null;
  readonly by: Person | null;
  readonly at: string;
};

export type ClockTotals = {
  readonly policy: string;
  readonly name: string;
  readonly before: { readonly met: number; readonly breached: number; readonly open: number };
  readonly after: { readonly met: number; readonly breached: number; readonly open: number };
  readonly mended: number;
  readonly broken: number;
  readonly unknown: number;
};

export type ClockOutcome = 'met' | 'breached' | 'open' | 'cancelled';

export type Tested = {
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string };
  readonly version: number;
  readonly result: TestResult;
  readonly diverged: Diverged | null;
  readonly unplayed: 'noVersion' | 'unreadable' | 'broken' | 'tooMuch' | null;
  readonly differences: readonly Difference[];
  readonly paths: { readonly before: readonly Step[]; readonly after: readonly Step[] };
  readonly clocks: readonly {
    readonly track: string;
    readonly name: string;
    readonly before: ClockOutcome | null;
    readonly after: ClockOutcome | null;
  }[];
  readonly waitedMs: { readonly before: number; readonly after: number | null };
};

export type TestedWithDrawings = Tested & {
  readonly drawings: { readonly before: Definition; readonly after: Definition };
};

export type Shown = {
  readonly result?: TestResult;
  readonly kind?: DifferenceKind;
  readonly element?: string;
};

const path = (key: string): string => `/processes/${encodeURIComponent(key)}`;
const ASK_AGAIN_MS = 500;

export const isUnderWay = ({ state }: Pick<Backtest, 'state'>): boolean =>
  state === 'queued' || state === 'running';

export const backtestsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key, 'backtests'),
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await get<Page<Backtest>>(`${path(key)}/backtests`, undefined, signal)).items,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? ASK_AGAIN_MS : false),
  });

/** While another number of the same test is read, those of the one before stay. */
export const testedQuery = (key: string, id: string, shown: Shown) =>
  queryOptions({
    queryKey: [...keys.process(key, `backtest-${id}`), shown],
    staleTime: 0,
    placeholderData: (before: Page<Tested> | undefined, of) =>
      of?.queryKey[2] === `backtest-${id}` ? before : undefined,
    queryFn: ({ signal }) =>
      get<Page<Tested>>(`${path(key)}/backtests/${id}/tickets`, { ...shown, limit: 100 }, signal),
  });

export const testedTicketQuery = (key: string, id: string, ticket: string) =>
  queryOptions({
    queryKey: [...keys.process(key, `backtest-${id}`), 'ticket', ticket],
    queryFn: ({ signal }) =>
      get<TestedWithDrawings>(`${path(key)}/backtests/${id}/tickets/${ticket}`, undefined, signal),
  });

export const startBacktest = (
  key: string,
  wanted: Wanted,
  idempotencyKey: string,
): Promise<Backtest> => post(`${path(key)}/draft/backtest`, wanted, { idempotencyKey });

export const cancelBacktest = (key: string, id: string): Promise<Backtest> =>
  post(`${path(key)}/backtests/${id}/cancel`);
