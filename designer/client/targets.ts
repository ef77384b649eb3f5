/** Service targets: the policies, and the order in which they are asked. */
import { queryOptions } from '@tanstack/react-query';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { get, patch, post, put, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type Target = {
  id: string;
  key: string;
  name: string;
  place: number;
  active: boolean;
  policy: ClockPolicy;
  version: number;
  allowed: string[];
};

export const targetsQuery = () =>
  queryOptions({
    queryKey: keys.people('targets'),
    queryFn: ({ signal }) => get<Page<Target>>('/sla/policies', { limit: 200 }, signal),
    staleTime: 60_000,
  });

export const targetQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('target', key),
    queryFn: ({ signal }) => get<Target>(`/sla/policies/${key}`, undefined, signal),
  });

export type Trace =
  | {
      readonly fact: string;
      readonly operator: string;
      readonly actual: unknown;
      readonly expected: unknown;
      readonly result: boolean;
    }
  | { readonly all: readonly Trace[]; readonly result: boolean }
  | { readonly any: readonly Trace[]; readonly result: boolean }
  | { readonly not: Trace; readonly result: boolean };

export type Explained = {
  readonly key: string;
  readonly name: string;
  readonly version: number | null;
  readonly kind: ClockPolicy['kind'];
  readonly measures: ClockPolicy['measures'];
  readonly track: string;
  readonly verdict:
    | 'holds'
    | 'later'
    | 'noTarget'
    | 'off'
    | 'notYet'
    | 'over'
    | 'otherType'
    | 'unmet'
    | 'noCalendar';
  readonly holder: string | null;
  readonly target: string | null;
  readonly when: Trace | null;
  readonly targets: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly fits: boolean;
    readonly priority: boolean;
    readonly when: Trace | null;
  }[];
  readonly calendar: string | null;
  readonly zone: string | null;
  readonly targetSeconds: number | null;
  readonly dueAt: string | null;
};

export type Explanation = {
  readonly today: string;
  readonly ticket: { readonly id: string; readonly number: string; readonly title: string } | null;
  readonly organization: { readonly key: string; readonly tier: string | null } | null;
  readonly contract: { readonly key: string; readonly tier: string | null } | null;
  readonly policies: readonly Explained[];
};

/** A ticket by number, or one that is imagined; with a policy that is not saved yet. */
export type Question = {
  readonly ticket?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly draft?: ClockPolicy;
};

export const explain = (question: Question) => post<Explanation>('/sla/policies/explain', question);

export const removeTarget = (id: string, version: number) =>
  remove<undefined>(`/sla/policies/${id}`, { version });

export const createTarget = (body: ClockPolicy, idempotencyKey: string) =>
  post<Target>('/sla/policies', body, { idempotencyKey });

/** Null takes a field away. */
export const changeTarget = (
  id: string,
  change: { readonly [field: string]: unknown },
  version: number,
) => patch<Target>(`/sla/policies/${id}`, change, { version });

export const orderTargets = (order: readonly string[]) =>
  put<void>('/sla/policies/order', { order });
