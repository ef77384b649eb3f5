/** The shell on real parts: PostgreSQL, Temporal, the domain. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hello, pause, rounds } from './definitions.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const ended = (runId: string) => eventually(`run ${runId} ends`, async () => {
  const run = await world.runRow(runId);
  return run.ended_at && run;
});
const openApproval = (runId: string) =>
  eventually('an open approval', async () => (await world.owner.query<{ id: string }>("select id from approval where run_id = $1 and state = 'open'", [runId])).rows[0]?.id);
const openTask = (runId: string) =>
  eventually('an open task', async () => (await world.owner.query<{ id: string }>("select id from task where run_id = $1 and state = 'open'", [runId])).rows[0]?.id);

describe('a run', () => {
  it('goes from its start over an approval to its end', async () => {
    await world.worker();
    const runId = await world.run(hello);
    await world.vote('ann', await openApproval(runId), 'approve');
    expect(await ended(runId)).toMatchObject({ state: 'completed', outcome: 'granted' });
  });
});
