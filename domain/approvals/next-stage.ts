/**
 * Goes on to the next stage. Whoever has spoken in an earlier one does not speak again, unless the process lets them: their
 * seats fall to others, so duties stay apart and nothing waits for nobody.
 */
import { eventRow } from '../events/rows.ts';
import { definitionOf, elementOf } from '../processes/definitions.ts';
import type { Work } from '../work.ts';
import { handOn } from './hand-on.ts';
import {
  type LockedApproval,
  lockApproval,
  stageOf,
  undecidedNow,
  voicesBefore,
} from './lock-approval.ts';
import { timesOf } from './reminders.ts';
import { tellUndecided } from './tell-undecided.ts';
import { earliest } from './when.ts';

export async function beginStage(work: Work, id: string): Promise<void> {
  await work.em.execute(
    'update approval set stage = stage + 1, reminders = 0, escalated_at = null where id = ?',
    [id],
  );
  const approval = await leaveOut(work, await lockApproval(work, id));
  const { process_id, process_version, element, paused_at } = approval;
  const definition = await definitionOf(work, process_id, process_version);
  const rules = elementOf(definition, 'approval', element)?.approval ?? {};
  const { due, remind } = await timesOf(work, approval, rules);
  await work.em.execute('update approval set due_at = ? where id = ?', [due, id]);
  const staffed = await handOn(work, { ...approval, due_at: due }, 'untold');
  const stage = stageOf(approval);
  const begun = eventRow(work, {
    type: 'approval.stageBegun',
    subject: { kind: 'approval', id },
    ticketId: approval.ticket_id,
    data: {
      element,
      name: approval.name,
      stage: approval.stage + 1,
      of: approval.stages.length,
      ...(stage.name === null ? {} : { stageName: stage.name }),
      approvers: [...new Set(undecidedNow(staffed).map(({ person_id }) => person_id))],
    },
  });
  const next = earliest(earliest(due, remind), approval.next_stand_in);
  const payload = {
    id,
    run_id: approval.run_id,
    at: work.now.toISOString(),
    state: null,
    remind_at: remind,
    events: [begun],
    event_id: null,
    message: null,
    // While a question is open nothing falls due.
    outbox: [{ kind: 'approval', target: id, payload: { at: paused_at === null ? next : null } }],
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
