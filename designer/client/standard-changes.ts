/** The catalog of standard changes, over HTTP. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post } from './http.ts';
import { keys } from './query.ts';
import type { ListedChange } from './types/changes.ts';
import type { Page } from './types/common.ts';
import type {
  ListedStandard,
  StandardChange,
  StandardPlan,
  StandardState,
} from './types/standard-changes.ts';

const ALL = 200;

/** Changes can be opened from those. */
export const USABLE: readonly StandardState[] = ['approved', 'under_review'];

export const standardsQuery = (states: readonly StandardState[], q = '') =>
  queryOptions({
    queryKey: keys.standards('list', states.join(','), q),
    queryFn: ({ signal }) =>
      get<Page<ListedStandard>>(
        '/standard-changes',
        { state: states.join(',') || undefined, q: q || undefined, limit: ALL },
        signal,
      ),
    placeholderData: (before) => before,
  });

export const standardQuery = (key: string) =>
  queryOptions({
    queryKey: keys.standards('one', key),
    queryFn: ({ signal }) => get<StandardChange>(`/standard-changes/${key}`, undefined, signal),
  });

const LATEST = 20;

/** The latest first. */
export const followingQuery = (key: string) =>
  queryOptions({
    queryKey: keys.standards('following', key),
    queryFn: ({ signal }) =>
      get<Page<ListedChange>>('/changes', { standard: key, limit: LATEST }, signal),
  });

export type VersionFields = {
  plan?: Partial<StandardPlan>;
  minutes?: number;
  items?: string[];
  note?: string;
  fromChange?: string;
};
export type NewStandard = VersionFields & { key: string; name: string; description?: string };
export const proposeStandard = (body: NewStandard, idempotencyKey: string) =>
  post<StandardChange>('/standard-changes', body, { idempotencyKey });
export const proposeVersion = (
  { key, version }: ListedStandard,
  body: VersionFields,
  idempotencyKey: string,
) => post<StandardChange>(`/standard-changes/${key}/versions`, body, { version, idempotencyKey });

export type StandardFields = {
  name?: string;
  description?: string;
  category?: string | null;
  owner?: string;
  reviewMonths?: number;
  reviewAfter?: number;
  suspends?: boolean;
};
export const changeStandard = ({ key, version }: ListedStandard, body: StandardFields) =>
  patch<StandardChange>(`/standard-changes/${key}`, body, { version });

export const STANDARD_ACTS = ['suspend', 'resume', 'retire'] as const;
export type StandardAct = (typeof STANDARD_ACTS)[number];
export const turnStandard = (
  { key, version }: ListedStandard,
  act: StandardAct,
  reason: string,
  idempotencyKey: string,
) =>
  post<StandardChange>(`/standard-changes/${key}/${act}`, { reason }, { version, idempotencyKey });
