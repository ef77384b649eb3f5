/**
 * Seats of the open stage that nobody can vote for any more – whoever sat there has left, asked for it themselves, or has spoken in
 * a stage before – go to those who are asked in place of somebody. So no rule is met by somebody's leaving, and no round waits
 * for nobody.
 */
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import {
  type LockedApproval,
  type LockedApprover,
  stageOf,
  voicesBefore,
  votesNow,
} from './lock-approval.ts';
import { factsNow } from './material.ts';
import { fallbackPeople } from './panel.ts';
import { mayStandIn } from './seats.ts';
import { tellUndecided } from './tell-undecided.ts';

export type HandedOn = LockedApproval & { readonly handedTo: readonly string[] };

/** The same approval with the seats handed on, and whom they went to told of it unless the caller does. */
export async function handOn(
  work: Work,
  approval: LockedApproval,
  tells: 'told' | 'untold' = 'told',
): Promise<HandedOn> {
  const seats = deserted(approval);
  if (seats.length === 0) return { ...approval, handedTo: [] };
  const before = approval.repeat_voters ? new Set<string>() : voicesBefore(approval);
  const { process_id, process_version, element, ticket_id } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const { people, via } = await fallbackPeople(
    work,
    elementOf(definition, 'approval', element)?.approval.fallback,
    {
      isRequester: ({ id }) => id === approval.requester_id && !approval.self_approval,
      hasSpoken: ({ id }) => before.has(id),
    },
    ticket_id,
    await factsNow(work, approval),
  );
  if (people.length === 0) return { ...approval, handedTo: [] };
  const rows = seats.flatMap((seat) =>
    people.map(
      ({ id }): LockedApprover => ({
        stage: approval.stage,
        seat,
        person_id: id,
        active: true,
        via: via ?? 'fallback:nobody_left',
      }),
    ),
  );
  await askThem(work, approval, rows);
  const handedTo = people.map(({ id }) => id);
  const handed = eventRow(work, {
    type: 'approval.handedOn',
    subject: { kind: 'approval', id: approval.id },
    ticketId: ticket_id,
    data: { element, name: approval.name, approvers: handedTo, reason: 'nobody_left' },
  });
  await work.em.execute('select record_events(?)', [JSON.stringify([handed])]);
  const seated = approval.approvers.filter(
    (one) => !rows.some((row) => row.seat === one.seat && row.person_id === one.person_id),
  );
  const staffed = { ...approval, handedTo, approvers: [...seated, ...rows] };
  if (tells === 'told') await tellUndecided(work, staffed, 'approvalOpened', { only: handedTo });
  return staffed;
}

/** Writes down more people at seats of this round. */
export async function askThem(
  work: Work,
  { id, round }: Pick<LockedApproval, 'id' | 'round'>,
  rows: readonly Omit<LockedApprover, 'active'>[],
): Promise<void> {
  const payload = rows.map(({ stage, seat, person_id, via }) => ({
    approval_id: id,
    round,
    stage,
    seat,
    person_id,
    via,
  }));
  await work.em.execute('select approval_ask(?)', [JSON.stringify(payload)]);
}

function deserted(approval: LockedApproval): readonly number[] {
  const { requester_id, self_approval, stand_ins } = approval;
  const decided = new Set(votesNow(approval).map(({ seat }) => seat));
  const seats = new Set(
    stageOf(approval).groups.flatMap((group) => group.seats.map(({ seat }) => seat)),
  );
  const isThere = ({ active, person_id, via }: LockedApprover) =>
    active &&
    (person_id !== requester_id || self_approval || via?.startsWith('fallback:') === true);
  const hasSomebody = (seat: number) =>
    approval.approvers.some(
      (one) =>
        one.seat === seat &&
        (isThere(one) ||
          stand_ins.some(
            ({ for_id, person_id }) => for_id === one.person_id && mayStandIn(approval, person_id),
          )),
    );
  return [...seats].filter((seat) => !decided.has(seat) && !hasSomebody(seat));
}
