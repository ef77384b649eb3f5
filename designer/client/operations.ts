/** What operators look after: what could not be delivered, mail that was kept, how the parts are. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types.ts';

export type DeadLetter = {
  id: string;
  kind: string;
  target: string;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  allowed?: string[];
};

export type CapturedMail = {
  id: string;
  to: string[] | string;
  subject: string;
  body: string;
  state: string;
  createdAt: string;
  ticket?: { id: string; number: string } | null;
};

export type SystemStatus = {
  status: 'ok' | 'degraded' | 'down';
  parts: Record<string, 'up' | 'down'>;
  /** Figures by name: what waits to be delivered, what runs. */
  counts?: Record<string, number>;
  version?: string;
};

export const deadLettersQuery = queryOptions({
  queryKey: keys.operations('dead-letters'),
  queryFn: ({ signal }) =>
    get<Page<DeadLetter>>('/operations/dead-letters', { limit: 100 }, signal),
});
export const mailQuery = queryOptions({
  queryKey: keys.operations('mail'),
  queryFn: ({ signal }) => get<Page<CapturedMail>>('/operations/mail', { limit: 100 }, signal),
});
export const statusQuery = queryOptions({
  queryKey: keys.operations('status'),
  queryFn: ({ signal }) => get<SystemStatus>('/operations/status', undefined, signal),
  refetchInterval: 10_000,
});

export const retryDeadLetter = (id: string) => post(`/operations/dead-letters/${id}/retry`);
export const discardDeadLetter = (id: string) => post(`/operations/dead-letters/${id}/discard`);
