/** The path a run took, from the interpreter's commands: one row for each stay of a token at an element. */
import { tellOutsideCalledOff } from '../approvals/call-off.ts';
import { lockSchedule } from '../changes/lock.ts';
import { cancelChildren } from './child-runs.ts';
import { failedTokens } from './run-state.ts';
import { type PathRow, type StepContext, tell } from './step-context.ts';
import type { StepCommand } from './step-types.ts';

/** Turns `entered`, `left`, `withdraw` and `failed` into rows; a stay that begins and ends in one step is one insert. */
export function notePath(step: StepContext): void {
  const { rows, turn } = step;
  const fresh = new Map<string, PathRow>(rows.entered.map((row) => [row.token, row]));
  for (const command of turn.commands) {
    if (command.type === 'entered') {
      const { token, element, at, flow } = command;
      const row: PathRow = {
        token,
        element,
        entered_at: at,
        flow,
        left_at: null,
        outcome: null,
        failure: null,
      };
      fresh.set(token, row);
      rows.entered.push(row);
    } else if (command.type === 'left') {
      close(command.token, command.at, command.outcome);
    } else if (command.type === 'withdraw') {
      close(command.token, command.at, 'withdrawn');
    }
  }
  noteFailures();

  function close(token: string, at: string, outcome: string | null): void {
    const row = fresh.get(token);
    if (row) {
      row.left_at = at;
      row.outcome = outcome;
    } else if (!rows.closed.some((closed) => closed.token === token)) {
      rows.closed.push({ token, left_at: at, outcome });
    }
  }

  /** A failure stands at its stay until the token is tried again. */
  function noteFailures(): void {
    const failed = new Set(failedTokens(turn.state).map(({ id }) => id));
    for (const command of turn.commands) {
      if (command.type !== 'failed') continue;
      const failure = { code: command.code, message: command.message };
      const row =
        fresh.get(command.token) ?? rows.failures.find(({ token }) => token === command.token);
      if (row) row.failure = failure;
      else rows.failures.push({ token: command.token, failure });
    }
    if (step.run.state !== 'faulted') return;
    const noted = new Set([...rows.failures.map(({ token }) => token), ...fresh.keys()]);
    for (const token of Object.keys(turn.state.tokens)) {
      if (!failed.has(token) && !noted.has(token)) rows.failures.push({ token, failure: null });
    }
  }
}

/** Whoever touches an agenda holds its board first, and the schedule before that, as whoever plans does. */
async function holdBoards({ work, runId, versions }: StepContext): Promise<void> {
  if (!versions.some(({ elements }) => elements.some(({ type }) => type === 'cabReview'))) return;
  await lockSchedule(work);
  await work.em.execute(
    `select from cab_board where id in (select board_id from cab_review where run_id = ? and state = 'waiting') order by id for no key update`,
    [runId],
  );
}

type CallingOff = Extract<StepCommand, { type: 'withdraw' | 'repaired' }>;

/** A person who skips an element calls off what is open for it. */
export const isCallingOff = (command: StepCommand): command is CallingOff =>
  command.type === 'withdraw' || (command.type === 'repaired' && command.how === 'skipped');

type Withdrawn = {
  readonly kind: 'task' | 'approval' | 'review';
  readonly id: string;
  readonly token: string;
  readonly element: string;
  /** On whose agenda a review stood. */
  readonly meeting: string | null;
};

/** Closes the tasks, approvals and reviews of tokens that are over without an answer; what has been decided stays decided. */
export async function noteWithdrawn(step: StepContext): Promise<void> {
  const withdrawn = step.turn.commands.filter(isCallingOff);
  if (withdrawn.length === 0) return;
  await cancelChildren(step, withdrawn);
  await holdBoards(step);
  const reason = new Map(withdrawn.map((command) => [command.token, command.reason]));
  const closed = await step.work.em.execute<Withdrawn[]>(
    `with token as (select value as name from jsonb_array_elements_text(?)),
       tasks as (update task set state = 'cancelled', version = version + 1
         where run_id = ? and state = 'open' and token in (select name from token) returning id, token, element),
       approvals as (update approval set state = 'cancelled', decided_at = ?, remind_at = null, version = version + 1
         where run_id = ? and state = 'open' and token in (select name from token) returning id, token, element),
       reviews as (update cab_review set state = 'withdrawn', decided_at = ?
         where run_id = ? and state = 'waiting' and token in (select name from token) returning id, token, element, meeting_id),
       meetings as (update cab_meeting set version = version + 1 where id in (select meeting_id from reviews))
     select 'task' as kind, id, token, element, null::uuid as meeting from tasks union all select 'approval', id, token, element, null from approvals
     union all select 'review', id, token, element, meeting_id from reviews`,
    [
      JSON.stringify(withdrawn.map(({ token }) => token)),
      step.runId,
      step.work.now,
      step.runId,
      step.work.now,
      step.runId,
    ],
  );
  for (const { kind, id, token, element, meeting } of closed) {
    tell(step, element, {
      type: `${kind}.cancelled`,
      subject: { kind, id },
      changes: { state: { before: kind === 'review' ? 'waiting' : 'open', after: 'cancelled' } },
      data: { element, reason: reason.get(token) ?? null },
    });
    if (meeting !== null)
      tell(step, element, {
        type: 'meeting.agenda-removed',
        subject: { kind: 'meeting', id: meeting },
        data: { element, internal: true },
      });
    if (kind === 'approval')
      step.rows.outbox.push({ kind: 'approval', target: id, payload: { at: null } });
  }
  const approvals = closed.flatMap(({ kind, id }) => (kind === 'approval' ? [id] : []));
  await tellOutsideCalledOff(step, approvals);
}
