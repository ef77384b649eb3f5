/** A run's own acts, for those who operate processes. */
import { post } from './http.ts';
import type { Run } from './types.ts';

export const retryRun = (id: string) => post<Run>(`/runs/${id}/retry`);
