/**
 * Plays the workflow's loop without Temporal: load, advance by the skeleton, apply, until the run waits for somebody or has ended. Timers
 * fire only when asked, and calls are answered by the test.
 */

import { loadRun } from '#domain/processes/load-run.ts';
import { applyStep } from '#domain/processes/step.ts';
import type { ApplyStepInput, StepCommand } from '#domain/processes/step-types.ts';
import type { Store } from '#domain/work.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Command, Event } from '#engine/messages.ts';
import { skeletonOf } from '#engine/skeleton.ts';
import type { State } from '#engine/state.ts';

export type Drive = {
  readonly tenantId: string;
  readonly runId: string;
  /** What the world says besides the record's own messages: timers and calls. */
  readonly also?: readonly Event[];
  /** Whether the record takes answers in itself, as the workflow asks it to. */
  readonly settle?: boolean;
  /** Sees each step before it is applied; returning false stops there. */
  readonly onStep?: (input: ApplyStepInput) => boolean | Promise<boolean>;
};

/** Runs until nothing is left to do now; returns the state and the timers and calls that are under way. */
export async function drive(
  store: Store,
  { tenantId, runId, also = [], settle = true, onStep }: Drive,
): Promise<{ state: State; waiting: Command[] }> {
  const ref = { tenantId, runId };
  const loaded = await loadRun(store, ref);
  const definition = skeletonOf(loaded.definition);
  const waiting: Command[] = [];
  let { state, step, appliedMessage } = loaded;
  let inbox: Event[] = [
    ...loaded.pendingEvents,
    ...loaded.messages.map(({ event }) => event),
    ...also,
  ];
  appliedMessage = loaded.messages.at(-1)?.seq ?? appliedMessage;
  if (state === null) inbox = [loaded.startEvent, ...inbox];
  while (inbox.length > 0) {
    const commands: Command[] = [];
    for (const event of inbox.splice(0)) {
      const next: { state: State; commands: readonly Command[] } =
        event.type === 'started' ? start(definition, event) : advance(definition, state!, event);
      state = next.state;
      commands.push(...next.commands);
    }
    const records = commands.filter(
      (command): command is StepCommand => command.type !== 'call' && command.type !== 'timer',
    );
    waiting.push(...commands.filter(({ type }) => type === 'call' || type === 'timer'));
    const input: ApplyStepInput = {
      ...ref,
      step,
      state: state!,
      commands: records,
      appliedMessage,
      settle,
    };
    if (onStep && !(await onStep(input))) return { state: state!, waiting };
    const result = await applyStep(store, input);
    if (result.stale) return drive(store, { tenantId, runId, settle, onStep });
    step += 1;
    for (const answer of result.taken ?? []) {
      const next = advance(definition, state!, answer);
      state = next.state;
      waiting.push(...next.commands.filter(({ type }) => type === 'call' || type === 'timer'));
    }
    inbox = [...result.events];
  }
  // A step that begins to wait is handed what was kept.
  const { messages } = await loadRun(store, ref);
  if (messages.length === 0) return { state: state!, waiting };
  const later = await drive(store, { tenantId, runId, settle, onStep });
  return { state: later.state, waiting: [...waiting, ...later.waiting] };
}
