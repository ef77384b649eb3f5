/** The record's side of a run: load it, and apply one step of it. */
import type { Store } from '../work.ts';
import type { ApplyStepInput, ApplyStepResult, LoadedRun, RunRef } from './step-types.ts';

export type LoadRun = (store: Store, ref: RunRef) => Promise<LoadedRun>;
export type ApplyStep = (store: Store, input: ApplyStepInput) => Promise<ApplyStepResult>;
