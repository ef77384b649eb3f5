/** Processes and their published versions, for every area that shows them. */
import { queryOptions } from '@tanstack/react-query';
import type { Definition } from '#engine/definition.ts';
import type { Summary } from '#engine/diff/compare.ts';
import { get } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { Person } from './types/people.ts';
import type { Process } from './types/processes.ts';

export const processPath = (key: string) => `/processes/${encodeURIComponent(key)}`;

export type Version = {
  readonly version: number;
  readonly sha256: string;
  readonly note: string | null;
  readonly waiver: { readonly reason: string; readonly findings: readonly string[] } | null;
  /** Since the version before; `null` for the first. */
  readonly changes: Summary | null;
  readonly publishedAt: string;
  readonly publishedBy: Person | null;
  /** Who drew it anew last without changing what it means. */
  readonly drawn: { readonly at: string; readonly by: Person | null } | null;
  readonly running: number;
};

/** One process as the list has it. */
export const recordQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key),
    queryFn: ({ signal }) => get<Process>(processPath(key), undefined, signal),
  });

export const processesByName = queryOptions({
  queryKey: [...keys.processes, 'names'],
  queryFn: ({ signal }) => get<Page<Process>>('/processes', { limit: 200 }, signal),
  staleTime: 60_000,
});

export const versionsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key, 'versions'),
    queryFn: async ({ signal }) =>
      (await get<Page<Version>>(`${processPath(key)}/versions`, { limit: 200 }, signal)).items,
  });

/** What it means never changes; somebody may draw it anew. */
export const versionQuery = (key: string, version: number) =>
  queryOptions({
    queryKey: keys.process(key, `version-${version}`),
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      get<Version & { definition: Definition }>(
        `${processPath(key)}/versions/${version}`,
        undefined,
        signal,
      ),
  });
