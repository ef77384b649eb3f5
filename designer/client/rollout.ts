/** Versions on their way: what may be said of them, and how one does beside the other. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { get, put, remove } from './http.ts';
import { processPath } from './processes.ts';
import { keys } from './query.ts';
import type { Process } from './types/processes.ts';

/** From when, and for how many of a hundred new runs; `null` is now, and everyone. */
export type Way = { readonly from: string | null; readonly share: number | null };

export const AT_ONCE: Way = { from: null, share: null };

export type SideFigures = {
  readonly version: number;
  readonly started: number;
  readonly open: number;
  readonly faulted: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly medianSeconds: number | null;
  readonly timed: number;
  readonly late: number;
};

export type RolloutFigures = {
  readonly since: string;
  readonly share: number | null;
  /** The version on its way first. */
  readonly sides: readonly SideFigures[];
};

/** What runs by itself tells nobody: it is asked for anew. */
const ANEW_MS = 10_000;

/** While a share of the new runs takes another version. */
export const rolloutQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key, 'rollout'),
    queryFn: ({ signal }) => get<RolloutFigures>(`${processPath(key)}/rollout`, undefined, signal),
    refetchInterval: ANEW_MS,
  });

type Known = Pick<Process, 'key' | 'revision'>;

/** @throws ProblemError 412 when somebody has changed it since */
export const changeRollout = (
  { key, revision }: Known,
  version: number,
  { from, share }: Way,
): Promise<Process> =>
  put<Process>(`${processPath(key)}/rollout`, { version, from, share }, { version: revision });

/** @throws ProblemError 412 when somebody has changed it since */
export const callOffRollout = ({ key, revision }: Known): Promise<void> =>
  remove(`${processPath(key)}/rollout`, { version: revision });

/** Asks anew what is shown of a process, but never for the draft somebody draws on. */
export async function rolloutChanged(client: QueryClient, key: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.processes }),
    client.invalidateQueries({ queryKey: keys.overview(key) }),
    client.invalidateQueries({
      queryKey: keys.process(key),
      predicate: ({ queryKey }) => queryKey[2] !== 'draft',
    }),
  ]);
}
