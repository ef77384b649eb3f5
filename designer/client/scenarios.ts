/** Scenarios of a process that other pages than its drawing make: a run told as one, and kept. */
import type { Scenario } from '#engine/rehearsal/index.ts';
import { post } from './http.ts';
import { processPath } from './processes.ts';

export type ToldRun = {
  readonly scenario: Scenario;
  readonly version: number;
  /** The first element, from 0, that the run and its rehearsal did not enter alike; null where all is alike. */
  readonly differs: {
    readonly place: number;
    readonly run: string | null;
    readonly rehearsed: string | null;
  } | null;
};

/** Nothing is kept by telling. @throws ProblemError where it cannot be told, with why */
export const tellRun = (key: string, run: { readonly runId: string; readonly name: string }) =>
  post<ToldRun>(`${processPath(key)}/scenarios/from-run`, run);

/** @throws ProblemError 409 when there is one of this name */
export const keepTold = (key: string, scenario: Scenario, idempotencyKey: string) =>
  post<{ readonly id: string }>(
    `${processPath(key)}/scenarios`,
    { scenario, required: false },
    { idempotencyKey },
  );
