/** Contracts: what was agreed with whom, from when until when, and what hangs on them. */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';
import type { QueueRef } from './types/people.ts';

export const CONTRACT_KINDS = ['sla', 'ola', 'underpinning'] as const;

export type ContractFields = {
  readonly name: string;
  readonly kind: (typeof CONTRACT_KINDS)[number];
  readonly vendor: string | null;
  readonly vendorEmail: string | null;
  readonly warnDays: number;
  readonly tier: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
};

export type Contract = ContractFields & {
  readonly id: string;
  readonly key: string;
  readonly organization: QueueRef;
  readonly version: number;
  readonly allowed: readonly string[];
};

type Named = { readonly key: string; readonly name: string };
export type ContractUse = {
  readonly tickets: number;
  readonly successor: (Named & { readonly tier: string | null }) | null;
  readonly policies: readonly Named[];
  readonly ladders: readonly Named[];
};

export const contractsQuery = () =>
  queryOptions({
    queryKey: keys.people('contracts'),
    queryFn: ({ signal }) => get<Page<Contract>>('/sla/contracts', { limit: 200 }, signal),
    staleTime: 60_000,
  });

export const contractUseQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('contract-use', key),
    queryFn: ({ signal }) => get<ContractUse>(`/sla/contracts/${key}/use`, undefined, signal),
  });

export const createContract = (
  body: ContractFields & { readonly key: string; readonly organization: string },
  idempotencyKey: string,
) => post<Contract>('/sla/contracts', body, { idempotencyKey });

export const changeContract = (key: string, change: Partial<ContractFields>, version: number) =>
  patch<Contract>(`/sla/contracts/${key}`, change, { version });

export const removeContract = (key: string, version: number) =>
  remove<undefined>(`/sla/contracts/${key}`, { version });
