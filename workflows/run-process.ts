/**
 * The Temporal shell around the interpreter: events in, `advance`, one local activity a step, calls and timers out. The
 * record holds a full checkpoint after every step, so this workflow keeps nothing of its own: lost, restored to yesterday
 * or continued as new, it opens the run and goes on. Handlers are registered before the first await, and what arrives
 * before the run is open waits in the inbox.
 */
import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  SearchAttributeType,
} from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { BegunRun, StepCommand } from '#domain/processes/step-types.ts';
import { advance } from '#engine/interpreter.ts';
import type { Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { Doings, isForRecord } from './doings.ts';
import { Inbox } from './inbox.ts';
import {
  DELIVER,
  type Delivery,
  type RunInput,
  recordIdOf,
  type SearchAttribute,
  type ShownState,
  STATE,
} from './messages.ts';
import { record, type Unstorable, untilDone } from './record.ts';
import { inPlaceOf } from './refused.ts';

/** Events taken in by one step at most. */
const EVENTS_A_STEP = 50;
const HISTORY_MAX = 4_000;
/** How long a message that came early waits for those before it until the record is asked. */
const GAP_MS = 5_000;

const deliver = defineSignal<[Delivery]>(DELIVER);
const shown = defineQuery<ShownState>(STATE);
const keyword = (name: SearchAttribute) =>
  defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const runState = keyword('RunState');
const processVersion = keyword('ProcessVersion');

export async function runProcess(input: RunInput): Promise<void> {
  const { tenantId, runId = recordIdOf(workflowInfo().workflowId) } = input;
  const inbox = new Inbox();
  const doings = new Doings({ tenantId, runId }, (event) => inbox.push(event));
  let run: BegunRun | undefined;
  /** The furthest step of the record that we were told of. */
  let recordStep = 0;
  let poked = false;
  /** One at a time while the record refuses what came of several. */
  let most = EVENTS_A_STEP;

  setHandler(deliver, (delivery) => {
    inbox.accept(delivery.messages);
    recordStep = Math.max(recordStep, delivery.step);
    poked = true;
  });
  setHandler(shown, () => ({
    ready: run !== undefined,
    step: run?.step ?? 0,
    appliedMessage: run?.appliedMessage ?? 0,
    state: run?.state ?? null,
    doing: doings.names,
  }));

  const isLong = (): boolean => {
    const info = workflowInfo();
    return info.continueAsNewSuggested || info.historyLength >= (input.historyMax ?? HISTORY_MAX);
  };
  const isBehind = (): boolean => run !== undefined && recordStep > run.step;
  const hasWork = (): boolean => inbox.hasNext || isBehind();
  const pause = {
    begin: () => {
      poked = false;
    },
    isOver: () => poked,
    isTired: isLong,
  };

  for (let isOpen = false; ; ) {
    // Everything is in the record, messages that still wait included: a good place to go on in a new history.
    if (isLong() && !doings.calling) await continueAsNew<typeof runProcess>(input);
    if (!isOpen || isBehind()) {
      const opened = await untilDone(() => record.openRun({ tenantId, runId }), pause);
      if (opened === 'tired') continue;
      if (opened === 'gone' || opened.ended) return;
      run = opened;
      recordStep = run.step;
      isOpen = true;
      inbox.restart(run.appliedMessage, run.pendingEvents, run.messages);
      doings.forgetReported();
      doings.follow(run.definition, run.state);
      show(run);
      continue;
    }
    if (!hasWork()) {
      if (inbox.hasGap) isOpen = await condition(hasWork, GAP_MS);
      else await condition(() => hasWork() || inbox.hasGap);
      continue;
    }

    const before: BegunRun = run!;
    const taken = inbox.take(most);
    let next = takeIn(before, taken.events);
    const isNothing = next.state === before.state && taken.appliedMessage === before.appliedMessage;
    if (isNothing) continue;
    const request = () => ({
      tenantId,
      runId,
      step: before.step,
      ...next,
      appliedMessage: taken.appliedMessage,
      settle: true,
    });
    let result = await untilDone(() => record.applyStep(request()), pause, true);
    if (isUnstorable(result)) {
      const [event, ...others] = taken.events;
      const instead = event && inPlaceOf(event, result.unstorable);
      if (others.length > 0) {
        most = 1;
        isOpen = false;
        continue;
      }
      if (instead) next = takeIn(before, [instead]);
      result = await untilDone(() => record.applyStep(request()), pause);
    }
    most = EVENTS_A_STEP;
    if (result === 'gone') return;
    if (result === 'tired' || result.stale) {
      isOpen = false;
      continue;
    }
    // The record has taken its own answers in already; the same interpreter comes to the same state here.
    const { state } = takeIn({ ...before, state: next.state }, result.taken ?? []);
    run = { ...before, state, step: before.step + 1, appliedMessage: taken.appliedMessage };
    inbox.push(...result.events);
    doings.follow(run.definition, state);
    show(run);
    if (state.status !== 'running') return;
  }
}

type Taken = { readonly state: State; readonly commands: readonly StepCommand[] };

function takeIn({ definition, state: from }: BegunRun, events: readonly Event[]): Taken {
  const commands: StepCommand[] = [];
  let state = from;
  for (const event of events) {
    const next = advance(definition, state, event);
    state = next.state;
    commands.push(...next.commands.filter(isForRecord));
  }
  return { state, commands };
}

/** By these an operator finds runs that need a hand, and what is left on a version; touched only when they change. */
function show({ version, state }: BegunRun): void {
  const shown = workflowInfo().typedSearchAttributes;
  const isFaulted = hasFailed(state);
  const changed: SearchAttributePair[] = [];
  if (isFaulted !== (shown.get(runState) === 'faulted'))
    changed.push({ key: runState, value: isFaulted ? 'faulted' : 'running' });
  // A history that began before the version was handed over does without.
  if (version !== undefined && shown.get(processVersion) !== String(version))
    changed.push({ key: processVersion, value: String(version) });
  if (changed.length > 0) upsertSearchAttributes(changed);
}

const isUnstorable = (result: object | string): result is Unstorable =>
  typeof result === 'object' && 'unstorable' in result;

const hasFailed = (state: State): boolean =>
  Object.values(state.tokens).some((token) => token.wait.kind === 'failed');
