/** What waits for a decision, and deciding it. A decision is final: the server refuses a second one by the same person. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import { keys } from './query.ts';
import type { Approval, Page, Progress, Vote } from './types.ts';

export const approvalsQuery = (state: 'open' | 'decided') =>
  queryOptions({
    queryKey: keys.approvals(state),
    queryFn: ({ signal }) =>
      get<Page<Approval>>(
        '/approvals',
        {
          state: state === 'open' ? 'open' : 'approved,rejected,timedOut,cancelled',
          approver: 'me',
          limit: 100,
        },
        signal,
      ),
  });

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: keys.approval(id),
    queryFn: ({ signal }) => get<Approval>(`/approvals/${id}`, undefined, signal),
  });

export const runDiagramQuery = (run: string) =>
  queryOptions({
    queryKey: keys.run(run, 'diagram'),
    queryFn: ({ signal }) => get<Progress>(`/runs/${run}/diagram`, undefined, signal),
  });

export const decide = (
  id: string,
  body: { decision: Vote; comment?: string },
  idempotencyKey: string,
) => post<Approval>(`/approvals/${id}/decision`, body, { idempotencyKey });
