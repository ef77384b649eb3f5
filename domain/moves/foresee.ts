/**
 * Works out what a move would come to before any lock is taken. To prove that a run can come to its end from there may take
 * seconds, and is remembered for all that stand alike: behind the locks it is only looked up. Where the run has gone on
 * meanwhile, it is worked out anew.
 */
import type { Mapping } from '#engine/move/move-run.ts';
import type { State } from '#engine/state.ts';
import { definitionOf } from '../processes/definitions.ts';
import { inTenant, type Store, type Who } from '../work.ts';
import { prove } from './prover.ts';

type Ahead = {
  process_id: string;
  process_version: number;
  to_version: number;
  mapping: Mapping;
  state: State;
};

export async function foresee(store: Store, who: Who, move: string): Promise<void> {
  const seen = await inTenant(store, who, async (work) => {
    const rows = await work.em.execute<Ahead[]>(
      `select r.process_id, r.process_version, b.to_version, b.mapping, r.engine_state as state
       from run_move m join move_batch b on b.id = m.batch_id join run r on r.id = m.run_id
       where m.id = ? and m.state = 'planned' and b.state in ('canary', 'running')
         and r.ended_at is null and r.engine_state is not null and r.process_version = m.from_version`,
      [move],
    );
    const ahead = rows[0];
    if (!ahead) return null;
    const from = await definitionOf(work, ahead.process_id, ahead.process_version);
    const to = await definitionOf(work, ahead.process_id, ahead.to_version);
    return { ...ahead, from, to, at: work.now.toISOString() };
  });
  if (!seen) return;
  const { process_version: version, from, to, state, mapping, at } = seen;
  await prove({ from: { [version]: from }, to, mapping, at, runs: [{ version, state }] });
}
