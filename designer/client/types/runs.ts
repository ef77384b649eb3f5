/** Runs, and where they stand, as the API answers with them. */
import type { Definition } from '#engine/definition.ts';

export type ElementProgress = {
  state: 'waiting' | 'done' | 'failed' | 'calledOff';
  count: number;
  enteredAt: string;
  leftAt: string | null;
  outcome: string | null;
};

export type Progress = {
  run: Run;
  /** Null for those who only follow their own request. */
  definition: Definition | null;
  /** What the drawing's keys are called: `names.queue.hardware`. */
  names: Record<string, Record<string, string>> | null;
  version: number;
  elements: Record<string, ElementProgress>;
  tokens: RunToken[];
  flowsTaken: string[];
  steps: ProgressStep[];
};

export type RunToken = {
  token: string;
  element: string;
  waitingFor: string;
  since: string;
  until: string | null;
  /** It waits on a border or in the background, and is no part of the flow. */
  beside: boolean;
  failure: { code: string; message: string } | null;
};

/** One stay of a run at an element. */
export type PathStay = {
  token: string;
  element: string;
  enteredAt: string;
  leftAt: string | null;
  outcome: string | null;
  failed: boolean;
  by: string[];
};

export type ElementRepairs = { outcomes: string[] | null; needsOutcome: boolean; to: string[] };

/** What those see of a run who look after it. */
export type RunDetail = Progress & {
  definition: Definition;
  path: PathStay[];
  repairs: Record<string, ElementRepairs>;
};

export type ProgressStep = {
  type: string;
  /** Null where nobody has named it. */
  name: string | null;
  state: 'done' | 'calledOff' | 'current' | 'next';
  /** How an approval ended. */
  outcome: string | null;
  at: string | null;
};

export type RunState =
  | 'running'
  | 'waiting'
  | 'suspended'
  | 'completed'
  | 'cancelled'
  | 'faulted'
  | 'failed';

export type Run = {
  id: string;
  process: string;
  processName: string;
  version: number;
  state: RunState;
  workflowId: string;
  ticket: { id: string; number: string; title: string } | null;
  startedAt: string;
  endedAt: string | null;
  outcome: string | null;
  failure: { element: string; code: string; message: string } | null;
  variables: Record<string, unknown>;
  revision: number;
  /** How it stands at the element that was asked for. */
  here?: {
    since: string;
    tokens: number;
    failure: { code: string; message: string } | null;
  } | null;
  allowed: string[];
};
