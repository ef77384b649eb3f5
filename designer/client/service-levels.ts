/** How promises were kept, over HTTP. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, type Query } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Priority } from './types/tickets.ts';

export type Counts = {
  met: number;
  breached: number;
  open: number;
  excluded: number;
  revised: number;
  /** Of what is decided; null where nothing is. */
  share: number | null;
};

export type AttainmentRow = Counts & { key: string | null; name: string | null };

export const DIMENSIONS = ['policy', 'group', 'queue', 'organization', 'priority'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export type Attainment = {
  by: Dimension;
  from: string;
  to: string;
  timeZone: string;
  asJudged: boolean;
  asOf: string;
  totals: Counts;
  rows: AttainmentRow[];
  months: (Counts & { month: string })[];
};

export const OUTCOMES = ['met', 'breached', 'open', 'excluded'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Promised = {
  clock: {
    id: string;
    name: string;
    policy: string;
    measures: string;
    cycle: number;
    targetSeconds: number;
  };
  ticket: {
    id: string;
    number: string;
    title: string;
    priority: Priority;
    queue: string | null;
    assignee: string | null;
    organization: string | null;
  };
  outcome: Outcome;
  at: string | null;
  revised: boolean;
};

export const attainmentQuery = (asked: Query) =>
  queryOptions({
    queryKey: keys.serviceLevels('attainment', asked),
    queryFn: ({ signal }) => get<Attainment>('/sla/attainment', asked, signal),
    placeholderData: keepPreviousData,
  });

export const promisesQuery = (asked: Query) =>
  infiniteQueryOptions({
    queryKey: keys.serviceLevels('promises', asked),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Promised>>('/sla/attainment/tickets', { ...asked, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export type Spent = { sum: number; median: number; p90: number };

export type HolderRow = {
  kind: 'group' | 'requester' | 'nobody';
  key: string | null;
  name: string | null;
  tickets: number;
  wall: Spent;
  business: Spent | null;
  unassignedSeconds: number;
};

export type Holders = { tickets: number; rows: HolderRow[] };

export const holdersQuery = (asked: Query) =>
  queryOptions({
    queryKey: keys.serviceLevels('holders', asked),
    queryFn: ({ signal }) => get<Holders>('/sla/holders', asked, signal),
    placeholderData: keepPreviousData,
  });
