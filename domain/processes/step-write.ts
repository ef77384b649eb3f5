/** Writes a step's rows and the run's new checkpoint, as one statement. */
import type { Event } from '#engine/messages.ts';
import type { State } from '#engine/state.ts';
import { failureOf, runStateOf } from './run-state.ts';
import type { StepContext, StepRows } from './step-context.ts';

export async function writeStep(
  step: StepContext,
  request: string,
  answers: readonly Event[],
): Promise<void> {
  const { work, input, rows } = step;
  // What actions have put into the unit of work goes first, so that events stand in the order in which things happened.
  await work.em.flush();
  const { state } = step.turn;
  const ended = state.status !== 'running';
  const hears = ended ? [] : hearsIn(state);
  const payload = {
    run_id: step.runId,
    at: work.now.toISOString(),
    ...present(rows),
    // Most runs have no subscriptions to keep.
    ...(hears.length > 0 || step.run.hears ? { hears } : {}),
    engine_state: state,
    step_request: request,
    pending_events: answers,
    applied_message: input.appliedMessage,
    state: runStateOf(state),
    outcome: state.outcome,
    failure: failureOf(state),
    ended_at: ended ? work.now.toISOString() : null,
  };
  const [written] = await work.em.execute<{ told: boolean }[]>('select step_write(?) as told', [
    JSON.stringify(payload),
  ]);
  // The worker that sends mail listens to the same notice as the relay.
  if (written?.told || rows.outbox.length + rows.mails.length > 0) work.sent.value = true;
}

/** What the tokens of a run wait to hear, as `step_hear` takes it. */
export function hearsIn(state: State) {
  return Object.values(state.tokens).flatMap(({ id, wait }) =>
    wait.kind === 'message' || wait.kind === 'signal'
      ? [
          {
            token: id,
            kind: wait.kind,
            name: wait.name,
            key: wait.kind === 'message' ? wait.key : null,
          },
        ]
      : [],
  );
}

/** Only the lists that hold something: the others cost nothing then. */
function present(rows: StepRows): Partial<StepRows> {
  return Object.fromEntries(Object.entries(rows).filter(([, list]) => list.length > 0));
}
