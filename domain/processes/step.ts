/**
 * The record's side of a run: one step of it is applied. A step is one transaction: path, tasks, approvals, mails,
 * answers and the interpreter's new state are committed together or not at all, so PostgreSQL always holds a whole
 * checkpoint. `run.step` makes it happen once: the same request asked again gets the same answers, and whoever is behind is
 * told so and loads again.
 */
import { createHash } from 'node:crypto';
import type { Event } from '#engine/messages.ts';
import { fleshedOut } from '#engine/skeleton.ts';
import { DomainError } from '../errors.ts';
import type { Store, Who, Work } from '../work.ts';
import { touchesTicket } from './acts.ts';
import { Refusal } from './carry-out.ts';
import { carryThrough, isBeginning } from './carry-through.ts';
import { concludeStep } from './conclude-step.ts';
import { definitionOf } from './definitions.ts';
import { asRun } from './load-run.ts';
import { type BegunRun, createStepContext, type StepContext, tell } from './step-context.ts';
import { isCallingOff } from './step-path.ts';
import type { ApplyStepInput, ApplyStepResult, StepCommand } from './step-types.ts';

/** Applies a step once, whoever asks how often. @throws DomainError not_found */
export async function applyStep(store: Store, input: ApplyStepInput): Promise<ApplyStepResult> {
  try {
    return await attempt(store, input, false);
  } catch (error) {
    // Most actions are not refused, so they run without a savepoint; the step begins again with them when one was.
    if (error instanceof Refusal) return attempt(store, input, true);
    throw error;
  }
}

async function attempt(
  store: Store,
  input: ApplyStepInput,
  careful: boolean,
): Promise<ApplyStepResult> {
  return inStep(store, asRun(input), async (work) => {
    const run = await begin(work, input);
    const request = fingerprint(input);
    if (run.step === input.step + 1 && run.step_request === request && !input.settle) {
      return { events: run.pending_events as Event[], stale: false };
    }
    if (run.step !== input.step || run.ended_at !== null) return { events: [], stale: true };
    const definition = await definitionOf(work, run.process_id, run.process_version);
    const commands = input.commands.map((command) => fleshedOut(definition, command));
    const step = createStepContext(work, run, definition, { ...input, commands });
    if (run.step === 0) tellStarted(step);
    const { answers, taken } = await carryThrough(step, careful);
    await concludeStep(step, request, answers);
    return input.settle
      ? { events: answers, taken, stale: false }
      : { events: answers, stale: false };
  });
}

/** One transaction, as `inTenant` makes it, but for the tenant: that is set by the step's first statement. */
async function inStep<T>(store: Store, who: Who, fn: (work: Work) => Promise<T>): Promise<T> {
  const em = store.orm.em.fork();
  const sent = { value: false };
  const result = await em.transactional((inner) =>
    fn({
      em: inner,
      ...who,
      now: store.clock(),
      keys: store.keys,
      webUrl: store.webUrl,
      sent,
    }),
  );
  if (sent.value) store.wake();
  return result;
}

export async function begin(
  work: Work,
  input: Pick<ApplyStepInput, 'tenantId' | 'runId' | 'commands' | 'settle'>,
  withTicket = input.commands.some(needsTicket(input.settle ?? false)),
): Promise<BegunRun> {
  const rows = await work.em.execute<{ run: BegunRun | null }[]>(
    'select step_begin(?, ?, ?) as run',
    [input.tenantId, input.runId, withTicket],
  );
  const run = rows[0]?.run;
  if (!run) throw new DomainError('not_found', 'There is no such run.');
  return run;
}

/** What changes the ticket, or inserts a row that refers to it, takes its lock first; an answer may lead to either. */
const needsTicket =
  (settle: boolean) =>
  (command: StepCommand): boolean => {
    if (command.type === 'startRun') return true;
    // It may stand on an agenda, which is behind the schedule: whoever holds that may be waiting for a run of this ticket.
    if (isCallingOff(command)) return true;
    if (command.type !== 'ask' && isBeginning(command)) return true;
    if (settle && command.type === 'ask') return true;
    return (
      command.type === 'ask' && command.ask.kind === 'act' && touchesTicket(command.ask.action)
    );
  };

function tellStarted(step: StepContext): void {
  const { process_key: process, process_version: version } = step.run;
  tell(step, null, {
    type: 'run.started',
    subject: { kind: 'run', id: step.runId },
    data: { process, version },
  });
}

/** Names the request, so that only the very same one gets its answers again. */
function fingerprint({ state, commands, appliedMessage }: ApplyStepInput): string {
  return createHash('sha256')
    .update(JSON.stringify([state, commands, appliedMessage]))
    .digest('base64url');
}
