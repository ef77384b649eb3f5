/** Nobody has decided in time: others are asked as well, and the first of them who decides decides the stage. False: there is nobody to ask. */
import type { Party } from '#engine/definition.ts';
import { eventRow } from '../events/rows.ts';
import { peopleOf } from '../processes/people.ts';
import { tellOfEmptyRotas } from '../processes/reach.ts';
import type { Work } from '../work.ts';
import { askThem } from './hand-on.ts';
import { type LockedApproval, voicesBefore, votesNow } from './lock-approval.ts';
import { factsNow } from './material.ts';
import { tellUndecided } from './tell-undecided.ts';

export async function escalate(
  work: Work,
  approval: LockedApproval,
  parties: readonly Party[],
  until: Date,
): Promise<boolean> {
  const { id, stage, stages, ticket_id, element, name } = approval;
  if (ticket_id !== null) await tellOfEmptyRotas(work, parties, ticket_id);
  const before = approval.repeat_voters ? new Set<string>() : voicesBefore(approval);
  const spoken = new Set(
    votesNow(approval).flatMap(({ voter_id, actor_id }) => [voter_id, actor_id]),
  );
  const facts = await factsNow(work, approval);
  const people = (await peopleOf(work, parties, ticket_id, facts)).filter(
    (person) =>
      !before.has(person.id) &&
      !spoken.has(person.id) &&
      (approval.self_approval || person.id !== approval.requester_id),
  );
  if (people.length === 0) return false;
  const last = Math.max(0, ...approval.approvers.map(({ seat }) => seat));
  const rows = people.map((person, index) => ({
    stage,
    seat: last + 1 + index,
    person_id: person.id,
    active: true,
    via: 'late',
  }));
  const planned = stages.map((one, index) =>
    index === stage ? { ...one, deciding: rows.map(({ seat }) => seat) } : one,
  );
  await askThem(work, approval, rows);
  await work.em.execute(
    'update approval set stages = ?, escalated_at = ?, due_at = ?, version = version + 1 where id = ?',
    [JSON.stringify(planned), work.now, until, id],
  );
  const escalated = eventRow(work, {
    type: 'approval.escalated',
    subject: { kind: 'approval', id },
    ticketId: ticket_id,
    data: {
      element,
      name,
      dueAt: until.toISOString(),
      approvers: people.map((person) => person.id),
    },
  });
  await work.em.execute('select record_events(?)', [JSON.stringify([escalated])]);
  const widened = { ...approval, stages: planned, approvers: [...approval.approvers, ...rows] };
  await tellUndecided(work, { ...widened, due_at: until.toISOString() }, 'approvalLate', {
    only: people.map((person) => person.id),
  });
  return true;
}
