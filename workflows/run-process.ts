/**
 * The Temporal shell around the interpreter: events in, `advance`, one local activity a step, calls and timers out. The
 * record holds a full checkpoint after every step, so this workflow keeps nothing of its own: lost, restored to yesterday
 * or continued as new, it loads the run and goes on. Handlers are registered before the first await, and what arrives
 * before the run is loaded waits in the inbox.
 */

import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { ApplyStepInput, LoadedRun, StepCommand } from '#domain/processes/step-types.ts';
import { advance, start } from '#engine/interpreter.ts';
import type { Command } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { Doings, isForRecord } from './doings.ts';
import { Inbox } from './inbox.ts';
import { DELIVER, type Delivery, type RunInput, type ShownState, STATE } from './messages.ts';
import { record, untilDone } from './record.ts';

/** Events taken in by one step at most. */
const EVENTS_A_STEP = 50;
const HISTORY_MAX = 4_000;
/** How long a message that came early waits for those before it until the record is asked. */
const GAP_MS = 5_000;

const deliver = defineSignal<[Delivery]>(DELIVER);
const shown = defineQuery<ShownState>(STATE);
const runState = defineSearchAttributeKey('RunState', SearchAttributeType.KEYWORD);

export async function runProcess(input: RunInput): Promise<void> {
  const ref = { tenantId: input.tenantId, runId: input.runId };
  const inbox = new Inbox();
  const doings = new Doings(ref, (event) => inbox.push(event));
  let run: LoadedRun | undefined;
  let state: State | null = null;
  let step = 0;
  let recordStep = 0;
  let poked = false;

  setHandler(deliver, (delivery) => {
    inbox.accept(delivery.messages);
    recordStep = Math.max(recordStep, delivery.step);
    poked = true;
  });
  setHandler(shown, () => ({
    ready: run !== undefined,
    step,
    appliedMessage: run?.appliedMessage ?? 0,
    state,
    doing: doings.names,
  }));

  const isLong = (): boolean => {
    const info = workflowInfo();
    return info.continueAsNewSuggested || info.historyLength >= (input.historyMax ?? HISTORY_MAX);
  };
  /** Tries until the record answers; undefined means this execution is over: run gone, or continued as new. */
  const ask = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    poked = false;
    const answer = await untilDone(act, () => poked, isLong);
    if (answer === undefined && isLong()) await continueAsNew<typeof runProcess>(input);
    return answer;
  };
  const load = async (): Promise<boolean> => {
    run = await ask(() => record.loadRun(ref));
    if (!run || run.ended) return false;
    state = run.state;
    step = run.step;
    recordStep = run.step;
    inbox.restart(run.appliedMessage, run.pendingEvents, run.messages);
    doings.forgetReported();
    if (state) doings.follow(run.definition, state);
    return true;
  };

  if (!(await load())) return;
  for (;;) {
    // A step is behind us and everything is in the record, messages that still wait included: a good place to go on anew.
    if (isLong() && !doings.calling) await continueAsNew<typeof runProcess>(input);
    const isBehind = (): boolean => recordStep > step;
    const awake = (): boolean => state === null || inbox.hasNext || isBehind();
    if (!awake() && inbox.hasGap) {
      if (!(await condition(awake, GAP_MS)) && !(await load())) return;
      continue;
    }
    await condition(() => awake() || inbox.hasGap);
    if (isBehind()) {
      if (!(await load())) return;
      continue;
    }
    if (!awake()) continue;

    const before: State | null = state;
    const commands: Command[] = [];
    const { definition, startEvent }: LoadedRun = run!;
    if (!state) ({ state } = collect(start(definition, startEvent), commands));
    const taken = inbox.take(EVENTS_A_STEP);
    for (const event of taken.events)
      ({ state } = collect(advance(definition, state, event), commands));
    const isIdle =
      state === before && commands.length === 0 && taken.appliedMessage === run!.appliedMessage;
    if (isIdle) continue;

    const request: ApplyStepInput = {
      ...ref,
      step,
      state,
      commands: commands.filter(isForRecord) as StepCommand[],
      appliedMessage: taken.appliedMessage,
      at: new Date(Date.now()).toISOString(),
      settle: true,
    };
    const result = await ask(() => record.applyStep(request));
    if (!result) return;
    if (result.stale) {
      if (!(await load())) return;
      continue;
    }
    step += 1;
    recordStep = Math.max(recordStep, step);
    run = { ...run!, appliedMessage: taken.appliedMessage };
    // The record has taken these in itself; the same interpreter comes to the same state here.
    for (const answer of result.taken ?? []) ({ state } = advance(definition, state, answer));
    inbox.push(...result.events);
    doings.follow(definition, state);
    showFault(before, state);
    if (state.status !== 'running') return;
  }
}

function collect(
  next: { readonly state: State; readonly commands: readonly Command[] },
  commands: Command[],
): { state: State } {
  commands.push(...next.commands);
  return next;
}

/** An operator finds runs that need a hand by this attribute; it is touched only when that changes. */
function showFault(before: State | null, after: State): void {
  const isFaulted = hasFailed(after);
  if (isFaulted !== (before !== null && hasFailed(before))) {
    upsertSearchAttributes([{ key: runState, value: isFaulted ? 'faulted' : 'running' }]);
  }
}

const hasFailed = (state: State): boolean =>
  Object.values(state.tokens).some((token) => token.wait.kind === 'failed');
