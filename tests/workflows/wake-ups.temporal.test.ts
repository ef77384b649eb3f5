/** What falls due: an approval's end, a meeting's hour, a ticket's clock. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerProcess } from '#activities/process.ts';
import { createBoard } from '#domain/cab/boards.ts';
import { ruleOn } from '#domain/cab/decide.ts';
import { addMeeting } from '#domain/cab/plan-ahead.ts';
import { endByHand } from '#domain/cab/run-meeting.ts';
import { voteOn } from '#domain/cab/vote-on.ts';
import { saveDraft } from '#domain/processes/drafts.ts';
import { publishDraft } from '#domain/processes/publish.ts';
import { callOffRollout } from '#domain/processes/rollout.ts';
import { startRun } from '#domain/processes/start-run.ts';
import type { Definition } from '#engine/definition.ts';
import { lintRuns } from '#engine/lint/index.ts';
import { beforeBoard } from '../support/board.ts';
import { hello } from './definitions.ts';
import { createWorld, eventually, type World } from './world.ts';

let world: World;
let worker: WorkerProcess;
beforeAll(async () => {
  world = await createWorld();
  worker = await world.worker();
});
afterAll(() => world.close());

const statusOf = async (workflowId: string): Promise<string> =>
  (await worker.engine.client.workflow.getHandle(workflowId).describe()).status.name;

describe('an approval', () => {
  const urgent: Definition = {
    ...hello,
    elements: hello.elements.map((element) =>
      element.type === 'approval'
        ? { ...element, approval: { ...element.approval, due: { seconds: 1 } } }
        : element,
    ),
    flows: [...hello.flows, { id: 'f4', from: 'ask', to: 'no', port: 'timedOut' }],
  };

  it('runs out when its time is over', async () => {
    const runId = await world.run(urgent);
    expect(await world.ended(runId)).toMatchObject({ outcome: 'refused' });
    expect(await world.one('select state from approval where run_id = $1', [runId])).toEqual({
      state: 'timedOut',
    });
  });

  it('is not waited for once it is decided', async () => {
    const runId = await world.run(hello);
    const approval = await world.opened('approval', runId);
    await eventually(
      'its reminder is armed',
      async () => (await statusOf(`approval:${approval}`).catch(() => '')) === 'RUNNING',
    );
    await world.vote('ann', approval, 'approve');
    await world.ended(runId);
    await eventually(
      'its reminder is disarmed',
      async () => (await statusOf(`approval:${approval}`)) === 'TERMINATED',
    );
  });
});

describe('a CAB meeting', () => {
  it('closes its agenda and opens by itself, and its end takes the runs on that wait for it', async () => {
    const { ann } = world.people;
    const board = await world.as('ann', (work) =>
      createBoard(
        work,
        {
          key: 'changes',
          name: 'Changes',
          description: '',
          timeZone: 'UTC',
          meets: null,
          minutes: 60,
          cutOffMinutes: 0,
          quorum: 1,
          virtual: false,
        },
        [{ person: ann, role: 'chair' }],
      ),
    );
    const { id: ticketId } = await world.one<{ id: string }>(
      `insert into ticket (id, tenant_id, number, type, title, status, impact, urgency, priority, requester_id, created_at, updated_at)
       values (gen_random_uuid(), $1, 'CHG-000001', 'change', 'A change', 'authorize', 2, 2, 3, $2, now(), now()) returning id`,
      [world.tenantId, world.people.ben],
    );
    await world.publish(beforeBoard('changes'));
    const { id: runId } = await world.as('ann', (work) =>
      startRun(work, 'before-changes', { ticketId, variables: {} }),
    );
    await eventually(
      'it is before the board',
      async () =>
        (await world.owner.query('select from cab_review where run_id = $1', [runId])).rowCount,
    );
    const id = await world.as('ann', (work) =>
      addMeeting(work, board, { at: new Date(Date.now() + 1_500) }),
    );
    const meetingId = id ?? '';
    const stateOf = async (): Promise<string> =>
      (
        await world.one<{ state: string }>('select state from cab_meeting where id = $1', [
          meetingId,
        ])
      ).state;
    await eventually('it is open', async () => (await stateOf()) === 'open');
    await world.as('ann', async (work, principal) => {
      await voteOn(work, principal, meetingId, ticketId, { vote: 'approve' });
      await ruleOn(work, principal, meetingId, ticketId, { decision: 'approved' });
      await endByHand(work, principal, meetingId);
    });
    expect(await world.ended(runId)).toMatchObject({ outcome: 'approved' });
    await eventually('its workflow has ended', async () =>
      ['COMPLETED', 'TERMINATED'].includes(await statusOf(`cab:${meetingId}`)),
    );
  });
});

describe('a version on its way', () => {
  it('is told of at its hour, and no more once it was called off', async () => {
    const way = async (seconds: number) => {
      await world.as('ann', async (work) => {
        await saveDraft(work, { personId: world.people.ann }, 'on-its-way', {
          ...hello,
          key: 'on-its-way',
          name: `In ${seconds} seconds`,
        });
        const from = new Date(work.now.getTime() + seconds * 1_000);
        await publishDraft(work, { personId: world.people.ann }, 'on-its-way', {
          proofs: lintRuns,
          way: { from },
          waiver: 'Its group is not in this tenant.',
        });
      });
    };
    const process = () =>
      world.one<{ id: string; active_version: number; next_version: number | null }>(
        "select id, active_version, next_version from process where key = 'on-its-way'",
      );
    await way(1);
    await eventually(
      'its version is the active one',
      async () => (await process()).active_version === 1,
    );
    expect(
      await world.one(
        "select actor_kind, cause_kind from event where type = 'process.versionActivated'",
      ),
    ).toEqual({ actor_kind: 'system', cause_kind: 'clock' });
    await way(3_600);
    const workflowId = `rollout:${(await process()).id}`;
    await eventually(
      'the next one is armed',
      async () => (await statusOf(workflowId).catch(() => '')) === 'RUNNING',
    );
    await world.as('ann', (work) => callOffRollout(work, 'on-its-way'));
    await eventually('it is disarmed', async () => (await statusOf(workflowId)) === 'TERMINATED');
    expect(await process()).toMatchObject({ active_version: 1, next_version: null });
  });
});

describe('a record that is not there', () => {
  it('ends the workflow that asks for it', async () => {
    const { client } = worker.engine;
    const args = [{ tenantId: world.tenantId, id: '01900000-0000-7000-8000-000000000000' }];
    for (const type of ['approval', 'slaClock', 'escalation', 'cabReview', 'rollout']) {
      await client.workflow.execute(type, {
        taskQueue: world.taskQueue,
        workflowId: `none-${type}-${world.taskQueue}`,
        args,
      });
    }
    const run = { tenantId: world.tenantId, runId: args[0]?.id ?? '' };
    await client.workflow.execute('ticket', {
      taskQueue: world.taskQueue,
      workflowId: `none-${world.taskQueue}`,
      args: [run],
    });
  });
});
