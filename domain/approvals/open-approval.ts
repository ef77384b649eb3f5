/**
 * Opens the round of an approval: the people behind the parties, what they decide on, until when, and a mail to each. Every
 * open round has its workflow armed for the next thing due, so that none can be forgotten.
 */
import type { ApprovalRound } from '#engine/definition.ts';
import type { CommandOf } from '#engine/messages.ts';
import { fillLines } from '#engine/template.ts';
import { newId } from '../ids.ts';
import { elementOf } from '../processes/definitions.ts';
import { dueOrNone } from '../processes/due.ts';
import { addMessages, type StepContext, tell } from '../processes/step-context.ts';
import { aboutElement } from '../processes/tell-people.ts';
import { neededOf, panelFor } from './approvers.ts';
import { approvalLink } from './link.ts';
import { hashSubject, subjectOf } from './subject.ts';

/** After this long without a decision an approver is reminded, unless the process says otherwise. */
export const REMIND_AFTER: NonNullable<ApprovalRound['remindAfter']> = { businessDays: 1 };
/** Where there is no calendar to count business days in. */
export const REMIND_AFTER_ANYWAY_MS = 24 * 3_600_000;

export async function openApproval(
  step: StepContext,
  command: CommandOf<'openApproval'>,
): Promise<void> {
  const element = elementOf(step.definition, 'approval', command.element);
  if (!element) throw new Error(`invariant: “${command.element}” is an approval of the definition`);
  const { work, run } = step;
  const round = element.approval;
  const facts = await step.facts(command.token);
  const panel = await panelFor(work, round, run.ticket_id, facts);
  const dueAt = await dueOrNone(step, element.id, round.due);
  const remindAt =
    (await dueOrNone(step, element.id, round.remindAfter ?? REMIND_AFTER)) ??
    new Date(work.now.getTime() + REMIND_AFTER_ANYWAY_MS).toISOString();
  const id = newId();
  const name = element.name ?? element.id;
  const message = fillLines(round.message ?? '', facts);
  const subject = subjectOf(facts);
  step.rows.approvals.push({
    id,
    token: command.token,
    element: element.id,
    process_id: run.process_id,
    process_version: run.process_version,
    ticket_id: run.ticket_id,
    name,
    message,
    mode: round.mode,
    needed: neededOf(round, panel.people.length),
    self_approval: panel.selfApproval,
    subject,
    subject_hash: hashSubject(subject),
    due_at: dueAt,
    remind_at: remindAt,
    opened_at: work.now.toISOString(),
  });
  for (const { id: person, via } of panel.people) {
    step.rows.approvers.push({
      approval_id: id,
      person_id: person,
      via: panel.fallback === null ? via : `fallback:${panel.fallback}`,
    });
  }
  step.rows.outbox.push({
    kind: 'approval',
    target: id,
    payload: { at: earliest(dueAt, remindAt) },
  });
  tell(step, element.id, {
    type: 'approval.opened',
    subject: { kind: 'approval', id },
    data: {
      element: element.id,
      name,
      mode: round.mode,
      approvers: panel.people.map((person) => person.id),
      ...(panel.fallback === null ? {} : { fallback: panel.fallback }),
    },
  });
  addMessages(step, {
    kind: 'approvalOpened',
    key: `approval:${id}:opened`,
    to: panel.people,
    about: aboutElement(facts, {
      ...{ name, text: message, dueAt, process: step.definition.name },
      link: approvalLink(work, id),
    }),
    ticketId: run.ticket_id,
    runId: step.runId,
  });
}

export function earliest(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return Date.parse(left) <= Date.parse(right) ? left : right;
}
