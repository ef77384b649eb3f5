/**
 * The cache of what the server said. Keys are built here and nowhere else, so that a live event can invalidate what it
 * touched: everything of one ticket lies under `['ticket', id]`, every list under its feature's name.
 */
import { QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.ts';

export const keys = {
  me: ['me'] as const,
  tickets: (params?: unknown) =>
    params === undefined ? (['tickets', 'list'] as const) : (['tickets', 'list', params] as const),
  ticketCounts: ['tickets', 'counts'] as const,
  myTickets: ['tickets', 'mine'] as const,
  ticket: (id: string, part?: string) =>
    part === undefined ? (['ticket', id] as const) : (['ticket', id, part] as const),
  tasks: (params?: unknown) =>
    params === undefined ? (['tasks'] as const) : (['tasks', params] as const),
  approvals: (params?: unknown) =>
    params === undefined ? (['approvals'] as const) : (['approvals', 'list', params] as const),
  approval: (id: string) => ['approvals', 'one', id] as const,
  catalog: (key?: string) =>
    key === undefined ? (['catalog'] as const) : (['catalog', key] as const),
  processes: ['processes'] as const,
  /** Everything of every process. */
  ofProcesses: ['process'] as const,
  process: (key: string, part?: string) =>
    part === undefined ? (['process', key] as const) : (['process', key, part] as const),
  run: (id: string, part?: string) =>
    part === undefined ? (['run', id] as const) : (['run', id, part] as const),
  runs: (params?: unknown) =>
    params === undefined ? (['runs'] as const) : (['runs', params] as const),
  overview: (key: string, params?: unknown) =>
    params === undefined ? (['overview', key] as const) : (['overview', key, params] as const),
  moves: (key: string) => ['moves', 'of', key] as const,
  move: (id: string, part?: string) =>
    part === undefined ? (['moves', 'one', id] as const) : (['moves', 'one', id, part] as const),
  threads: (process?: string, part?: string) => ['threads', process, part].filter(Boolean),
  presence: (process: string) => ['presence', process] as const,
  people: (kind: string, params?: unknown) => ['people', kind, params ?? null] as const,
  items: (...part: unknown[]) => ['items', ...part] as const,
  major: (...part: string[]) => ['major', ...part] as const,
  changes: (...part: string[]) => ['changes', ...part] as const,
  standards: (...part: string[]) => ['standards', ...part] as const,
  cab: (...part: string[]) => ['cab', ...part] as const,
  forecasts: (...part: string[]) => ['forecasts', ...part] as const,
  notifications: (...part: string[]) => ['notifications', ...part] as const,
  rotas: (...part: string[]) => ['rotas', ...part] as const,
  delegations: (...part: string[]) => ['delegations', ...part] as const,
  foretold: (story: unknown) => ['foretold', story] as const,
  rulesets: ['rulesets'] as const,
  wallboard: (queues: string) => ['wallboard', queues] as const,
  serviceLevels: (part: string, params?: unknown) => ['service-levels', part, params] as const,
  tokens: ['me', 'tokens'] as const,
  operations: (part: string) => ['operations', part] as const,
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal will be the same the second time; a broken connection may not.
      retry: (failures, error) => failures < 2 && (!isProblem(error) || error.retryable),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
    },
    mutations: { retry: false },
  },
});
