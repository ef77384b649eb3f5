/** What an operator does with a run: try again what failed, or end it. The engine takes it in like any other message. */
import type { State } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { cancelRun } from './cancel-run.ts';
import { sendToRun } from './messages.ts';
import { failedTokens } from './run-state.ts';

type LockedRun = {
  state: string;
  ticket_id: string | null;
  engine_state: State | null;
  revision: number;
  ended: boolean;
};

/** Every token that has failed is tried once more. @throws DomainError not_found, run_not_open, transition_not_allowed, stale_version */
export async function retryRun(
  work: Work,
  id: string,
  reason: string,
  expected?: number,
): Promise<void> {
  const run = await lockOpenRun(work, id, expected);
  const failed = run.engine_state ? failedTokens(run.engine_state) : [];
  if (failed.length === 0)
    throw new DomainError(
      'transition_not_allowed',
      'Nothing in this run has failed, so there is nothing to try again.',
    );
  const eventId = await record(work, {
    type: 'run.retryRequested',
    subject: { kind: 'run', id },
    ticketId: run.ticket_id,
    data: { reason, elements: failed.map(({ element }) => element), internal: true },
  });
  const at = work.now.toISOString();
  for (const { id: token } of failed)
    await sendToRun(work, id, { type: 'retried', token, at }, eventId);
}

/** @throws DomainError not_found, run_not_open, stale_version */
export async function cancelOpenRun(
  work: Work,
  id: string,
  reason: string,
  expected?: number,
): Promise<void> {
  const run = await lockOpenRun(work, id, expected);
  await cancelRun(work, { id, ticketId: run.ticket_id }, reason);
}

async function lockOpenRun(
  work: Work,
  id: string,
  expected: number | undefined,
): Promise<LockedRun> {
  const rows = await work.em.execute<LockedRun[]>(
    `select state, ticket_id, engine_state, step + last_message + 1 as revision, ended_at is not null as ended
     from run where id = ? for no key update`,
    [id],
  );
  const run = rows[0];
  if (!run) throw new DomainError('not_found', 'There is no such run.');
  if (run.ended)
    throw new DomainError('run_not_open', `This run is over: it is ${run.state}.`, {
      values: { state: run.state },
    });
  demandVersion(expected, run.revision);
  return run;
}
