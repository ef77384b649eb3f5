/**
 * Seats of the open stage that nobody can vote for any more – whoever sat there has left, or has spoken in a stage before – go
 * to those who are asked in place of somebody. So no rule is met by somebody's leaving, and no round waits for nobody.
 */
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { AskedPerson } from '../processes/people.ts';
import type { Work } from '../work.ts';
import {
  type LockedApproval,
  type LockedApprover,
  stageOf,
  voicesBefore,
  votesNow,
} from './lock-approval.ts';
import { fallbackPeople } from './panel.ts';

export type HandedOn = LockedApproval & { readonly handedTo?: readonly AskedPerson[] };

/** The same approval with the seats handed on; nothing is written where all seats have somebody. */
export async function handOn(work: Work, approval: LockedApproval): Promise<HandedOn> {
  const seats = deserted(approval);
  if (seats.length === 0) return approval;
  const before = approval.repeat_voters ? new Set<string>() : voicesBefore(approval);
  const { process_id, process_version, element, ticket_id } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const { people, isOwn } = await fallbackPeople(
    work,
    elementOf(definition, 'approval', element)?.approval.fallback,
    ({ id }) => !before.has(id) && (approval.self_approval || id !== approval.requester_id),
    ticket_id,
    {},
  );
  if (people.length === 0) return approval;
  const rows = seats.flatMap((seat) =>
    people.map(
      ({ id }): LockedApprover => ({
        ...{ stage: approval.stage, seat, person_id: id, active: true },
        via: 'fallback:nobody_left',
      }),
    ),
  );
  await askThem(work, approval, rows);
  const self_approval = approval.self_approval || isOwn;
  if (self_approval !== approval.self_approval)
    await work.em.execute('update approval set self_approval = true where id = ?', [approval.id]);
  const handed = eventRow(work, {
    type: 'approval.handedOn',
    subject: { kind: 'approval', id: approval.id },
    ticketId: ticket_id,
    data: {
      element,
      name: approval.name,
      approvers: people.map(({ id }) => id),
      reason: 'nobody_left',
    },
  });
  await work.em.execute('select record_events(?)', [JSON.stringify([handed])]);
  return {
    ...{ ...approval, self_approval, handedTo: people },
    approvers: [...approval.approvers, ...rows],
  };
}

/** Writes down more people at seats of this round. */
export async function askThem(
  work: Work,
  { id, round }: Pick<LockedApproval, 'id' | 'round'>,
  rows: readonly Omit<LockedApprover, 'active'>[],
): Promise<void> {
  const payload = rows.map(({ stage, seat, person_id, via }) => ({
    ...{ approval_id: id, round, stage, seat, person_id, via },
  }));
  await work.em.execute('select approval_ask(?)', [JSON.stringify(payload)]);
}

function deserted(approval: LockedApproval): readonly number[] {
  const decided = new Set(votesNow(approval).map(({ seat }) => seat));
  const seats = new Set(
    stageOf(approval).groups.flatMap((group) => group.seats.map(({ seat }) => seat)),
  );
  const hasSomebody = (seat: number) =>
    approval.approvers.some(
      (one) =>
        one.seat === seat &&
        (one.active || approval.stand_ins.some(({ for_id }) => for_id === one.person_id)),
    );
  return [...seats].filter((seat) => !decided.has(seat) && !hasSomebody(seat));
}
