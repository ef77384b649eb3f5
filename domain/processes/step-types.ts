/**
 * What the workflow and the record say to each other: a run as it is loaded, and one step of it as it is applied. The
 * workflow sees this file as types only; everything in it is JSON, since it crosses the engine's history.
 */
import type { Definition, Skeleton } from '#engine/definition.ts';
import type { Command, Event, StartedEvent } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';

export type RunRef = { readonly tenantId: string; readonly runId: string };

/** What a step writes or asks: everything but calls and timers, which the workflow performs itself. */
export type StepCommand = Exclude<Command, { type: 'call' | 'timer' }>;

/** An event from outside, numbered without gaps within its run; each is applied once, in this order. */
export type RunMessage = { readonly seq: number; readonly event: Event };

export type LoadedRun = {
  readonly version: number;
  readonly definition: Definition;
  /** Null before the first step, which takes `startEvent`. */
  readonly state: State | null;
  readonly startEvent: StartedEvent;
  readonly step: number;
  /** The last message that `state` has taken in. */
  readonly appliedMessage: number;
  /** The answers of the last step, not yet taken in by `state`. */
  readonly pendingEvents: readonly Event[];
  /** Messages above `appliedMessage`, so that one whose signal was lost still arrives. */
  readonly messages: readonly RunMessage[];
  readonly ended: boolean;
};

/** A run that has taken its first step, as its workflow holds it: what only the record reads stays in the record. */
export type BegunRun = Omit<LoadedRun, 'definition' | 'startEvent'> & {
  readonly definition: Skeleton;
  readonly state: State;
};

export type ApplyStepInput = RunRef & {
  /** The step this one follows: `LoadedRun.step`, or one more for every step applied since. */
  readonly step: number;
  /** The state after `advance`, and what it commanded; by the skeleton or by the whole definition. */
  readonly state: State;
  readonly commands: readonly StepCommand[];
  /** The last message taken into `state`. */
  readonly appliedMessage: number;
  /**
   * Take the answers in at once and apply what they lead to, until nothing is asked any more: the whole way to the next
   * rest is one transaction. Without it the answers come back as `events` for the next step.
   */
  readonly settle?: boolean;
};

export type ApplyStepResult = {
  /** Answers to the step's asks, for the next `advance`. */
  readonly events: readonly Event[];
  /** With `settle`: answers the record has taken in already, in this order; what they command has been applied. */
  readonly taken?: readonly Event[];
  /** Somebody else moved the run on: load it again and go on from there. Nothing was written. */
  readonly stale: boolean;
};
