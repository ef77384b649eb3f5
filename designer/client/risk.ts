/** How risky a change is, and what is asked to find out. */
import { queryOptions } from '@tanstack/react-query';
import type { Risk } from '#engine/changes/plan.ts';
import type { AnswersPatch, Question } from '#engine/changes/questions.ts';
import { get, patch, put } from './http.ts';
import { keys } from './query.ts';
import type { Change } from './types/changes.ts';
import type { ChangeQuestions, ChangeRisk } from './types/risk.ts';

export const riskQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ticket(id, 'risk'),
    queryFn: ({ signal }) => get<ChangeRisk>(`/changes/${id}/risk`, undefined, signal),
  });

type Weighing = { answers: AnswersPatch } | { risk: Risk; riskReason: string };
export const weighChange = (id: string, version: number, body: Weighing) =>
  patch<Change>(`/changes/${id}`, body, { version });

export const changeQuestionsQuery = queryOptions({
  queryKey: keys.changes('questions'),
  queryFn: ({ signal }) => get<ChangeQuestions>('/change-questions', undefined, signal),
});
export const saveChangeQuestions = (questions: readonly Question[], version: number) =>
  put<ChangeQuestions>('/change-questions', { questions }, { version });
