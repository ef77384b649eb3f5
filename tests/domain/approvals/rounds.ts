/** Approvals as the tests of them arrange them: a run that waits at one, votes, what falls due, and looks at the rows. */
import { approvalDue } from '#domain/approvals/approval-due.ts';
import { type Ballot, vote } from '#domain/approvals/vote.ts';
import type { ApprovalRound } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { Client, TestApp } from '../../support/app.ts';
import type { World } from '../processes/world.ts';

type Setting = {
  readonly test: TestApp;
  readonly world: World;
  readonly admin: Client;
  readonly requester: Client;
};
type Variables = { readonly [name: string]: Json };

export type Rounds = ReturnType<typeof createRounds>;
export type Round = Awaited<ReturnType<Rounds>>;

let made = 0;

/** Begins runs of `start → ask → approved, rejected or timed out`, driven to where they wait for the approval. */
export const createRounds =
  ({ test, world, admin, requester: usual }: Setting) =>
  async (approval: ApprovalRound, requester: Client = usual, variables: Variables = {}) => {
    made += 1;
    const key = `round-${made}`;
    const timesOut = approval.due && (approval.late?.outcome ?? 'timedOut') === 'timedOut';
    await world.publish(admin, {
      key,
      name: key,
      elements: [
        { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
        { id: 'ask', type: 'approval', name: 'Ask', approval },
        { id: 'yes', type: 'endEvent', outcome: 'yes' },
        { id: 'no', type: 'endEvent', outcome: 'no' },
        ...(timesOut ? [{ id: 'late', type: 'endEvent' as const, outcome: 'late' }] : []),
      ],
      flows: [
        { id: 'f1', from: 'start', to: 'ask' },
        { id: 'f2', from: 'ask', to: 'yes', port: 'approved' },
        { id: 'f3', from: 'ask', to: 'no', port: 'rejected' },
        ...(timesOut ? [{ id: 'f4', from: 'ask', to: 'late', port: 'timedOut' }] : []),
      ],
    });
    const { ticket } = await world.openTicket(requester, {
      type: 'service_request',
      title: 'A thing',
      description: 'For the new office',
    });
    const { id: runId } = await world.start(admin, key, ticket.id, variables);
    await world.drive(runId);
    const [approvalRow] = await world.rows<{ id: string }>(
      'select id from approval where run_id = ?',
      [runId],
    );
    const id = approvalRow?.id ?? '';
    return {
      id,
      key,
      runId,
      ticket,
      vote: (client: Client, decision: Ballot['decision'], more: Partial<Ballot> = {}) =>
        world.as(client, (work, principal) => vote(work, principal, id, { decision, ...more })),
      due: () => test.work((work) => approvalDue(work, id)),
      state: async () =>
        (await world.rows<{ state: string }>('select state from approval where id = ?', [id]))[0]
          ?.state,
      approvers: async () =>
        (
          await world.rows<{ email: string; via: string | null }>(
            'select p.email, a.via from approver a join person p on p.id = a.person_id where a.approval_id = ? order by p.email',
            [id],
          )
        ).map(({ email, via }) => [email, via]),
      /** `stage, whose vote, who cast it, what` of each vote. */
      votes: async () =>
        (
          await world.rows<{ stage: number; voter: string; actor: string; decision: string }>(
            `select v.stage, p.email as voter, x.email as actor, v.decision from vote v
             join person p on p.id = v.voter_id join person x on x.id = v.actor_id
             where v.approval_id = ? order by v.at, v.seat`,
            [id],
          )
        ).map(({ stage, voter, actor, decision }) => [
          stage + 1,
          voter.split('@')[0],
          actor.split('@')[0],
          decision,
        ]),
      messages: async () =>
        (
          await world.rows<{ event: { outcome: string } }>(
            'select event from run_message where run_id = ? order by seq',
            [runId],
          )
        ).map(({ event }) => event.outcome),
      events: async () =>
        (
          await world.rows<{ type: string }>(
            'select type from event where subject_id = ? order by xid, seq',
            [id],
          )
        ).map(({ type }) => type),
      mails: async (part: string) =>
        (
          await world.rows<{ to: string }>(
            'select to_address as to from mail where run_id = ? and dedupe_key like ? order by to_address',
            [runId, `%:${part}%`],
          )
        ).map(({ to }) => to),
    };
  };

export async function outcomeOf(world: World, { runId }: Round): Promise<string | undefined> {
  await world.drive(runId);
  return (await world.rows<{ outcome: string }>('select outcome from run where id = ?', [runId]))[0]
    ?.outcome;
}
