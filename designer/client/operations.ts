/** What operators look after: what could not be delivered, mail that was kept, how the parts are. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { unreachable } from './problem.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type DeadLetter = {
  id: string;
  kind: string;
  target: string;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  allowed: string[];
};

export type OutgoingMail = {
  id: string;
  to: string;
  subject: string;
  body: string;
  state: 'queued' | 'sending' | 'sent' | 'captured' | 'failed';
  ticketId: string | null;
  createdAt: string;
  lastError: string | null;
  /** By an address whose key is put in only when it leaves. */
  decidesByLink: boolean;
};

export type OperationsStatus = {
  outbox: { pending: number; dead: number; oldestSeconds: number };
  runs: Record<string, number>;
  mail: Record<string, number>;
  workers: { name: string; at: string; parts: Record<string, string> }[];
};

export type Health = {
  status: 'ok' | 'degraded' | 'down';
  parts: Record<string, 'up' | 'down'>;
};

const STATUS_EVERY_MS = 10_000;

export const deadLettersQuery = queryOptions({
  queryKey: keys.operations('dead-letters'),
  queryFn: ({ signal }) =>
    get<Page<DeadLetter>>('/operations/dead-letters', { limit: 100 }, signal),
});
export const mailQuery = queryOptions({
  queryKey: keys.operations('mail'),
  queryFn: ({ signal }) => get<Page<OutgoingMail>>('/operations/mail', { limit: 100 }, signal),
  refetchInterval: STATUS_EVERY_MS,
});

export const statusQuery = queryOptions({
  queryKey: keys.operations('status'),
  queryFn: ({ signal }) => get<OperationsStatus>('/operations/status', undefined, signal),
  refetchInterval: STATUS_EVERY_MS,
});

/** Outside the API's base and without sign-in; it answers 503 with the same body when work cannot be accepted. */
export const healthQuery = queryOptions({
  queryKey: keys.operations('health'),
  queryFn: async ({ signal }): Promise<Health> => {
    const response = await fetch('/health/ready', { signal }).catch((error: unknown) => {
      throw unreachable(error);
    });
    return response.json();
  },
  refetchInterval: STATUS_EVERY_MS,
});

export const retryDeadLetter = (id: string) => post(`/operations/dead-letters/${id}/retry`);
export const discardDeadLetter = (id: string) => post(`/operations/dead-letters/${id}/discard`);
