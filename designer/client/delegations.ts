/** Who decides in place of whom, from when until when. One names one’s own; administrators name those of others. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

type Named = { email: string; name: string };

export type Delegation = {
  id: string;
  /** Who is stood in for. */
  person: Named;
  delegates: Named[];
  from: string;
  until: string | null;
  /** Only at these; at all of them when null. */
  processes: string[] | null;
  /** Whoever is away is not written to. */
  away: boolean;
  reason: string;
  state: 'now' | 'coming' | 'over';
  /** Null: by themselves. */
  madeBy: Named | null;
  endedAt: string | null;
  version: number;
  allowed: string[];
};

/** `mine`: who stands in for them; `forMe`: for whom they stand in. */
export const delegationsQuery = (person: string, of: 'mine' | 'forMe') =>
  queryOptions({
    queryKey: keys.delegations(person, of),
    queryFn: ({ signal }) =>
      get<Page<Delegation>>('/delegations', { person, of, limit: 100 }, signal),
  });

export type DelegationFields = {
  delegates: string[];
  /** At once when left out. */
  from?: string;
  until: string | null;
  processes: string[] | null;
  away: boolean;
  reason: string;
};

/** `person`: an address; oneself when left out. */
export const makeDelegation = (
  { until, processes, ...fields }: DelegationFields & { person?: string },
  idempotencyKey: string,
) =>
  post<Delegation>(
    '/delegations',
    {
      ...fields,
      ...(until === null ? {} : { until }),
      ...(processes === null ? {} : { processes }),
    },
    { idempotencyKey },
  );

export const changeDelegation = (id: string, fields: DelegationFields, version: number) =>
  patch<Delegation>(`/delegations/${id}`, fields, { version });

export const endDelegation = (id: string) => post<Delegation>(`/delegations/${id}/end`);
