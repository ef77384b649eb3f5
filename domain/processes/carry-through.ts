/**
 * What a step commands is carried out and, where the step settles, what its answers lead to: turn after turn, as long as there are
 * answers and room for them.
 */
import type { Definition } from '#engine/definition.ts';
import { advance } from '#engine/interpreter.ts';
import { jsonBytes } from '#engine/json.ts';
import type { Event } from '#engine/messages.ts';
import { MAX_RESULT_BYTES, type State } from '#engine/state.ts';
import { askFailed } from './answer-ask.ts';
import { calledOff, carryOutCommand } from './carry-out.ts';
import type { StepContext, Turn } from './step-context.ts';
import { notePath, noteWithdrawn } from './step-path.ts';
import type { StepCommand } from './step-types.ts';

/** Answers that lead to further questions are taken in at most this often in one step; what is left is the next step's. */
const TURNS_MAX = 100;
/** Or when they come to this much, since they go back to the workflow together. */
const TAKEN_BYTES_MAX = 512_000;
/** What the answers to one turn may come to: they travel with those taken in before, or with the state, in two megabytes. */
const TURN_BYTES_MAX = 2 * MAX_RESULT_BYTES;

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

export const isBeginning = (
  command: StepCommand,
): command is Extract<StepCommand, { type: Beginning }> => BEGINNING.includes(command.type);

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
