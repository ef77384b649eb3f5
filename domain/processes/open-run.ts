/**
 * A run as its workflow takes it up. One that has not begun is begun here, so that its workflow's first trip to the record
 * is its only one: start, answers and what they open are the run's first step. Whoever comes second finds it begun.
 */
import { advance, start, startRefused } from '#engine/interpreter.ts';
import type { Command, Step } from '#engine/messages.ts';
import { skeletonOf } from '#engine/skeleton.ts';
import type { State } from '#engine/state.ts';
import { refusalOf } from '../refusal-of.ts';
import type { Store } from '../work.ts';
import { loadRun } from './load-run.ts';
import { applyStep } from './step.ts';
import type { BegunRun, LoadedRun, RunRef, StepCommand } from './step-types.ts';

/** @throws DomainError not_found */
export async function openRun(store: Store, ref: RunRef): Promise<BegunRun> {
  for (;;) {
    const run = await loadRun(store, ref);
    if (run.state !== null) return asBegun(run, run.state);
    const begun = await begin(store, ref, run);
    if (begun) return begun;
  }
}

/** Null when somebody else has begun it meanwhile. */
async function begin(store: Store, ref: RunRef, run: LoadedRun): Promise<BegunRun | null> {
  try {
    return await beginWith(store, ref, run, start(run.definition, run.startEvent));
  } catch (error) {
    const why = refusalOf(error);
    if (why === null) throw error;
    return await beginWith(store, ref, run, startRefused(run.definition, run.startEvent, why));
  }
}

async function beginWith(
  store: Store,
  ref: RunRef,
  run: LoadedRun,
  { state, commands }: Step,
): Promise<BegunRun | null> {
  const { events, taken, stale } = await applyStep(store, {
    ...ref,
    step: run.step,
    state,
    commands: commands.filter(isForRecord),
    appliedMessage: run.appliedMessage,
    settle: true,
  });
  if (stale) return null;
  const now = (taken ?? []).reduce(
    (before, answer) => advance(run.definition, before, answer).state,
    state,
  );
  const ended = now.status !== 'running';
  return asBegun({ ...run, step: run.step + 1, pendingEvents: events, ended }, now);
}

/** What stands in the history of every run is worth being short. */
function asBegun({ definition, startEvent: _, ...run }: LoadedRun, state: State): BegunRun {
  return { ...run, definition: skeletonOf(definition), state };
}

/** Calls and timers stand in the state; the workflow begins them. */
export function isForRecord(command: Command): command is StepCommand {
  return command.type !== 'call' && command.type !== 'timer';
}
