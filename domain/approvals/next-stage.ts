/**
 * Goes on to the next stage. Whoever has spoken in an earlier one does not speak again, unless the process lets them: their
 * seats fall to others, so duties stay apart and nothing waits for nobody.
 */
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import { handOn } from './hand-on.ts';
import { type LockedApproval, stageOf, undecidedNow, voicesBefore } from './lock-approval.ts';
import { REMIND_AFTER, reminderAfter } from './reminders.ts';
import { tellUndecided } from './tell-undecided.ts';
import { earliest } from './when.ts';

export async function beginStage(work: Work, approval: LockedApproval): Promise<void> {
  const heard = await leaveOut(work, approval);
  const staffed = await handOn(work, heard);
  const { process_id, process_version, element, due_at } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const every = elementOf(definition, 'approval', element)?.approval.remindAfter ?? REMIND_AFTER;
  const remindAt = (await reminderAfter(work, approval.revision, every)).toISOString();
  const stage = stageOf(approval);
  const begun = eventRow(work, {
    type: 'approval.stageBegun',
    subject: { kind: 'approval', id: approval.id },
    ticketId: approval.ticket_id,
    data: {
      ...{ element, name: approval.name, stage: approval.stage + 1, of: approval.stages.length },
      ...(stage.name === null ? {} : { stageName: stage.name }),
      approvers: [...new Set(undecidedNow(staffed).map(({ person_id }) => person_id))],
    },
  });
  const payload = {
    ...{ id: approval.id, run_id: approval.run_id, at: work.now.toISOString(), state: null },
    ...{
      stage: approval.stage,
      remind_at: remindAt,
      events: [begun],
      event_id: null,
      message: null,
    },
    outbox: [
      {
        kind: 'approval',
        target: approval.id,
        payload: { at: earliest(earliest(due_at, remindAt), approval.next_stand_in) },
      },
    ],
  };
  await work.em.execute('select approval_settle(?)', [JSON.stringify(payload)]);
  await tellUndecided(work, staffed, 'approvalOpened');
}

async function leaveOut(work: Work, approval: LockedApproval): Promise<LockedApproval> {
  if (approval.repeat_voters) return approval;
  const before = voicesBefore(approval);
  const { stage } = approval;
  const isOut = (one: { stage: number; person_id: string }) =>
    one.stage === stage && before.has(one.person_id);
  if (!approval.approvers.some(isOut)) return approval;
  await work.em.execute(
    `update approver set left_out = 'voted_before' where approval_id = ? and round = ? and stage = ?
     and person_id in (select value::uuid from jsonb_array_elements_text(?))`,
    [approval.id, approval.round, stage, JSON.stringify([...before])],
  );
  return { ...approval, approvers: approval.approvers.filter((one) => !isOut(one)) };
}
