/** A run, locked for somebody who is about to change what becomes of it. */
import type { State } from '#engine/state.ts';
import { DomainError } from '../errors.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export type LockedRun = {
  readonly state: string;
  readonly ticket_id: string | null;
  readonly process_id: string;
  readonly process_version: number;
  /** Null before its first step. */
  readonly engine_state: State | null;
  readonly revision: number;
  readonly ended: boolean;
};

/** @throws DomainError not_found, run_not_open, stale_version */
export async function lockOpenRun(
  work: Work,
  id: string,
  expected: number | undefined,
): Promise<LockedRun> {
  const rows = await work.em.execute<LockedRun[]>(
    `select state, ticket_id, process_id, process_version, engine_state, step + last_message + 1 as revision, ended_at is not null as ended
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
