/** What waits for a decision, and deciding it. A decision is final: the server refuses a second one by the same person. */
import { queryOptions } from '@tanstack/react-query';
import { get, post } from './http.ts';
import type { ProblemBody } from './problem.ts';
import { keys } from './query.ts';
import type { ChangeConflict } from './types/changes.ts';
import type { Page } from './types/common.ts';
import type { Progress } from './types/runs.ts';
import type { Approval, DecidedByLink, Linked, Vote } from './types/tasks.ts';

const DECIDED = 'approved,rejected,timedOut,cancelled';

/** `open`: what still waits for me; `decided`: what is over. */
export const approvalsQuery = (state: 'open' | 'decided') =>
  queryOptions({
    queryKey: keys.approvals(state),
    queryFn: ({ signal }) =>
      get<Page<Approval>>(
        '/approvals',
        state === 'open'
          ? { state: 'open', approver: 'me', undecided: true, limit: 100 }
          : { state: DECIDED, approver: 'me', limit: 100 },
        signal,
      ),
  });

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: keys.approval(id),
    queryFn: ({ signal }) => get<Approval>(`/approvals/${id}`, undefined, signal),
  });

export const approvalConflictsQuery = (id: string) =>
  queryOptions({
    // Among the changes: it is another whenever one of them, a freeze or a window moves.
    queryKey: [...keys.changes(), 'in-the-way', id],
    queryFn: ({ signal }) =>
      get<{ items: ChangeConflict[] }>(`/approvals/${id}/conflicts`, undefined, signal),
  });

export const approvalProgressQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.approval(id), 'progress'],
    queryFn: ({ signal }) => get<Progress>(`/approvals/${id}/progress`, undefined, signal),
  });

export const decide = (
  id: string,
  body: {
    decision: Vote;
    comment?: string;
    subjectHash: string;
    for?: string;
    password?: string;
  },
  idempotencyKey: string,
) => post<Approval>(`/approvals/${id}/decision`, body, { idempotencyKey });

/** What the address in a mail leads to. It is used up by being used, so what was seen is not asked for again by itself. */
export const linkedQuery = (key: string) =>
  queryOptions({
    queryKey: ['approval-link', key],
    queryFn: () => post<Linked>('/approvals/by-link', { key }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const decideByLink = (
  body: { key: string; decision: Vote; comment?: string; subjectHash: string },
  idempotencyKey: string,
) => post<DecidedByLink>('/approvals/by-link/decision', body, { idempotencyKey });

/** Has a new address sent to where an old one went. */
export const renewLink = (key: string) => post<void>('/approvals/by-link/renewal', { key });

/** Asks the requester something before deciding. */
export const askBack = (id: string, text: string, idempotencyKey: string) =>
  post<Approval>(`/approvals/${id}/questions`, { text }, { idempotencyKey });

export const answerBack = (id: string, question: string, text: string, idempotencyKey: string) =>
  post<Approval>(`/approvals/${id}/questions/${question}/answer`, { text }, { idempotencyKey });

/** Has everybody asked again. */
export const beginRound = (id: string, reason: string, idempotencyKey: string) =>
  post<Approval>(`/approvals/${id}/rounds`, { reason }, { idempotencyKey });

export type BulkDecision = {
  id: string;
  decision: Vote;
  comment?: string;
  subjectHash: string;
};

/** Each stands or falls alone. */
export type BulkOutcome = {
  id: string;
  status: number;
  approval?: Approval;
  problem?: ProblemBody;
};

export const decideMany = (decisions: BulkDecision[], idempotencyKey: string) =>
  post<{ items: BulkOutcome[] }>('/approvals/bulk', { decisions }, { idempotencyKey });
