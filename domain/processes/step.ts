/**
 * The record's side of a run: load it, and apply one step of it. A step is one transaction: path, tasks, approvals, mails,
 * answers and the interpreter's new state are committed together or not at all, so PostgreSQL always holds a whole
 * checkpoint. `run.step` makes it happen once: the same request asked again gets the same answers, and whoever is behind is
 * told so and loads again.
 */
import { createHash } from 'node:crypto';
import type { Definition } from '#engine/definition.ts';
import { advance } from '#engine/interpreter.ts';
import { jsonBytes } from '#engine/json.ts';
import type { Event, StartedEvent } from '#engine/messages.ts';
import { fleshedOut } from '#engine/skeleton.ts';
import { MAX_RESULT_BYTES, type State } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { inTenant, type Store, type Who, type Work } from '../work.ts';
import { touchesTicket } from './acts.ts';
import { askFailed } from './answer-ask.ts';
import { calledOff, carryOutCommand, Refusal } from './carry-out.ts';
import { concludeStep } from './conclude-step.ts';
import { definitionOf, keptDefinition } from './definitions.ts';
import {
  type BegunRun,
  createStepContext,
  type StepContext,
  type Turn,
  tell,
} from './step-context.ts';
import { notePath, noteWithdrawn } from './step-path.ts';
import type {
  ApplyStepInput,
  ApplyStepResult,
  LoadedRun,
  RunMessage,
  RunRef,
  StepCommand,
} from './step-types.ts';

/** Answers that lead to further questions are taken in at most this often in one step; what is left is the next step's. */
const TURNS_MAX = 100;
/** Or when they come to this much, since they go back to the workflow together. */
const TAKEN_BYTES_MAX = 512_000;
/** What the answers to one turn may come to: they travel with those taken in before, or with the state, in two megabytes. */
const TURN_BYTES_MAX = 2 * MAX_RESULT_BYTES;

type RunRow = {
  process_id: string;
  process_version: number;
  engine_state: State | null;
  start_event: StartedEvent;
  step: number;
  applied_message: number;
  pending_events: Event[];
  ended: boolean;
  messages: RunMessage[];
};

/** @throws DomainError not_found */
export async function loadRun(store: Store, ref: RunRef): Promise<LoadedRun> {
  // One statement that is its own transaction: every workflow begins with it.
  const rows = await store.orm.em
    .fork()
    .execute<{ run: RunRow | null }[]>('select load_run(?, ?) as run', [ref.tenantId, ref.runId]);
  const run = rows[0]?.run;
  if (!run) throw new DomainError('not_found', 'There is no such run.');
  return {
    version: run.process_version,
    definition:
      keptDefinition(ref.tenantId, run.process_id, run.process_version) ??
      (await inTenant(store, asRun(ref), (work) =>
        definitionOf(work, run.process_id, run.process_version),
      )),
    state: run.engine_state,
    startEvent: run.start_event,
    step: run.step,
    appliedMessage: run.applied_message,
    pendingEvents: run.pending_events,
    messages: run.messages,
    ended: run.ended,
  };
}

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

/** Applies what is commanded and, where the step settles, what its answers lead to. */
export async function carryThrough(
  step: StepContext,
  careful: boolean,
): Promise<{ readonly answers: readonly Event[]; readonly taken: readonly Event[] }> {
  const taken: Event[] = [];
  let answers = await applyTurn(step, careful);
  let bytes = 0;
  for (let turns = 1; step.input.settle && answers.length > 0 && turns < TURNS_MAX; turns += 1) {
    bytes += sizeOf(answers);
    if (bytes > TAKEN_BYTES_MAX) break;
    const next = takeIn(step.definition, step.turn.state, answers);
    // What this step opens is not written yet and could not be closed: that is the next step's.
    if (step.rows.tasks.length + step.rows.approvals.length > 0 && next.commands.some(isWithdrawal))
      break;
    taken.push(...answers);
    step.turn = next;
    answers = await applyTurn(step, careful);
  }
  return { answers, taken };
}

/** Only rulesets answer at length. */
const sizeOf = (answers: readonly Event[]): number =>
  answers.reduce(
    (bytes, answer) => (answer.type === 'rulesetRun' ? bytes + jsonBytes(answer.variables) : bytes),
    0,
  );

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

/** Applies what is commanded and returns the answers to what is asked. */
async function applyTurn(step: StepContext, careful: boolean): Promise<Event[]> {
  const answers: Event[] = [];
  notePath(step);
  let bytes = 0;
  const over = new Set(step.turn.commands.filter(isWithdrawal).map(({ token }) => token));
  for (const command of step.turn.commands) {
    // Begun and over within one turn: nobody is asked for nothing, and nothing is done that was called off.
    if (isBeginning(command) && over.has(command.token)) continue;
    const answer = await carryOutCommand(step, command, careful);
    if (!answer) continue;
    const size = sizeOf([answer]);
    if (bytes + size <= TURN_BYTES_MAX) {
      bytes += size;
      answers.push(answer);
    } else if (answer.type === 'rulesetRun') answers.push(tooMuchAtOnce(answer));
  }
  await noteWithdrawn(step);
  // Nobody will look after what failed in a run that is only left to go on by itself.
  const reason = step.run.called_off;
  if (reason !== null && hasFailed(step.turn.state) && !answers.some(isCancellation))
    answers.push(calledOff(step, reason));
  return answers;
}

const tooMuchAtOnce = ({ token, at }: Extract<Event, { type: 'rulesetRun' }>): Event =>
  askFailed(
    token,
    at,
    'result_too_large',
    `Rulesets at the same time set variables of more than ${TURN_BYTES_MAX} bytes; so much is not taken at once.`,
  );

const hasFailed = ({ status, tokens }: State): boolean =>
  status === 'running' && Object.values(tokens).some(({ wait }) => wait.kind === 'failed');

const isCancellation = ({ type }: Event): boolean => type === 'cancelled';

const isBeginning = (command: StepCommand): command is Extract<StepCommand, { type: Beginning }> =>
  BEGINNING.includes(command.type);

type Beginning = 'openTask' | 'openApproval' | 'openReview' | 'ask';
const BEGINNING: readonly StepCommand['type'][] = ['openTask', 'openApproval', 'openReview', 'ask'];

const isWithdrawal = (
  command: StepCommand,
): command is Extract<StepCommand, { type: 'withdraw' }> => command.type === 'withdraw';

function takeIn(definition: Definition, from: State, answers: readonly Event[]): Turn {
  const commands: StepCommand[] = [];
  let state = from;
  for (const answer of answers) {
    const next = advance(definition, state, answer);
    state = next.state;
    // Calls and timers stand in the state; the workflow begins them.
    commands.push(
      ...next.commands.filter((command) => command.type !== 'call' && command.type !== 'timer'),
    );
  }
  return { state, commands };
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
    if (command.type !== 'ask' && BEGINNING.includes(command.type)) return true;
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

const asRun = ({ tenantId, runId }: RunRef) => ({
  tenantId,
  actor: { kind: 'run', id: runId } as const,
  cause: { kind: 'run', id: runId, label: null } as const,
});
