/**
 * The wallboard, asked for again and again. A screen on a wall has no session: its token stands behind the # of its address,
 * which no server and no log ever sees, and is sent with nothing but this one question.
 */
import { queryOptions } from '@tanstack/react-query';
import { get, toSearch } from './http.ts';
import { ProblemError, unreachable } from './problem.ts';
import { keys } from './query.ts';
import type { Priority, TicketClock } from './types/tickets.ts';

export type WallTicket = {
  id: string;
  number: string;
  title: string;
  priority: Priority;
  queue: string | null;
  assignee: string | null;
  dueAt: string | null;
  clock: TicketClock | null;
  createdAt: string;
};

export type WallQueue = {
  key: string | null;
  name: string | null;
  open: number;
  breached: number;
  atRisk: number;
  ok: number;
  still: number;
  unassigned: number;
  critical: number;
  waitingSince: string | null;
};

export type Wallboard = {
  asOf: string;
  timeZone: string;
  queues: WallQueue[];
  next: WallTicket[];
  waiting: WallTicket[];
  today: { met: number; breached: number; share: number | null };
};

const EVERY_MS = 10_000;

export const wallboardQuery = (queues: string | undefined, token: string | undefined) =>
  queryOptions({
    queryKey: keys.wallboard(queues ?? ''),
    queryFn: ({ signal }) =>
      token === undefined
        ? get<Wallboard>('/wallboard', { queues }, signal)
        : byToken(queues, token, signal),
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: true,
    retry: false,
    staleTime: 0,
    gcTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });

async function byToken(queues: string | undefined, token: string, signal: AbortSignal) {
  const response = await fetch(`/api/v1/wallboard${toSearch({ queues })}`, {
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw unreachable(error);
  });
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as Wallboard;
  throw new ProblemError(response.status, typeof body === 'object' && body !== null ? body : {});
}
