/** Escalations of a ticket: taking one on, or letting it rest for a reason. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type Escalation = {
  readonly id: string;
  readonly reason: string;
  readonly ladder: string;
  readonly level: number;
  readonly asked: number;
  readonly state: 'open' | 'acknowledged' | 'exhausted' | 'cancelled';
  readonly openedAt: string;
  readonly nextAt: string | null;
  readonly snoozedUntil: string | null;
  readonly snoozeReason: string | null;
  readonly allowed: readonly string[];
};

export const escalationsQuery = (ticket: string) =>
  queryOptions({
    queryKey: keys.ticket(ticket, 'escalations'),
    queryFn: async ({ signal }) =>
      (await get<Page<Escalation>>(`/tickets/${ticket}/escalations`, undefined, signal)).items,
  });

export const acknowledgeEscalation = (ticket: string, id: string) =>
  post<Escalation>(`/tickets/${ticket}/escalations/${id}/acknowledge`);

export const snoozeEscalation = (
  ticket: string,
  id: string,
  body: { readonly until: string; readonly reason: string },
) => post<Escalation>(`/tickets/${ticket}/escalations/${id}/snooze`, body);
