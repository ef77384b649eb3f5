/** The end of every step, whoever makes it: it is written, and those who wait for what it came to are told. */
import type { Event } from '#engine/messages.ts';
import { closeTask } from '../tasks/complete-task.ts';
import { tellParent } from './child-runs.ts';
import { causedBy, type StepContext } from './step-context.ts';
import { writeStep } from './step-write.ts';

export async function concludeStep(
  step: StepContext,
  request: string,
  answers: readonly Event[],
): Promise<void> {
  await writeStep(step, request, answers);
  if (step.turn.state.status !== 'running') await tellParent(step);
  for (const task of step.doneAlready) await closeAtOnce(step, task);
}

/** The message it sends is taken in by the next step, like any other. */
function closeAtOnce(
  step: StepContext,
  { outcome, ...task }: StepContext['doneAlready'][number],
): Promise<void> {
  const { runId, run } = step;
  return closeTask(
    causedBy(step, task.element),
    { ...task, run_id: runId, ticket_id: run.ticket_id },
    outcome,
    {},
    'status',
  );
}
