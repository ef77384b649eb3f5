/**
 * The record side of the action library. An action is carried out in the transaction of its step, so it happens exactly
 * once; what the domain refuses (an unknown queue, a status that cannot be reached) fails the element, not the step.
 */
import type { Party, RecordAction } from '#engine/action.ts';
import type { CommandOf } from '#engine/messages.ts';
import { fill, fillDeep } from '#engine/template.ts';
import { planChange } from '../changes/edit-plan.ts';
import { splitPlan } from '../changes/plan-fields.ts';
import { changeTicket as changeInDesk } from '../desk/change-ticket.ts';
import { DomainError } from '../errors.ts';
import { lockWithFollowers } from '../links/links.ts';
import { toMailRow } from '../mail/mail-row.ts';
import { declareMajor } from '../major/declare.ts';
import { followMajor, isDone } from '../major/follow.ts';
import { outcomeForStatus } from '../tasks/complete-task.ts';
import { addComment } from '../tickets/comment.ts';
import { toTicketPatch } from '../tickets/patch.ts';
import { lockTicket, updateTicket } from '../tickets/update.ts';
import { elementOf } from './definitions.ts';
import type { Facts } from './facts.ts';
import { type AskedPerson, peopleOf } from './people.ts';
import { reach } from './reach.ts';
import { reactToTicketChange } from './react.ts';
import { causedBy, type StepContext, tell } from './step-context.ts';
import { noteFor } from './tell-people.ts';

/** @throws DomainError what the record refuses; the caller undoes the action */
export async function carryOut(
  step: StepContext,
  command: CommandOf<'ask'>,
  action: RecordAction,
): Promise<void> {
  const facts = await step.facts(command.token);
  switch (action.type) {
    case 'updateTicket':
      return changeTicket(step, command, fillDeep(action.set, facts) as Record<string, unknown>);
    case 'assign':
      return changeTicket(step, command, assignment(action, facts));
    case 'comment': {
      const work = causedBy(step, command.element);
      const ticket = await lockTicket(work, ticketOf(step));
      await addComment(work, ticket, { body: fill(action.body, facts), internal: action.internal });
      return;
    }
    case 'notify': {
      const text = fill(action.text, facts);
      const people = await recipients(step, command, action.to, facts);
      step.rows.notes.push(...people.map(({ id }) => noteFor(id, text, step.run.ticket_id)));
      return;
    }
    case 'sendEmail':
      return sendEmail(step, command, action, facts);
    case 'declareMajorIncident':
      return declare(step, command, action, facts);
  }
}

/** Whether carrying it out needs the ticket's lock, which is taken before the run's. */
export const touchesTicket = (action: RecordAction): boolean =>
  ['updateTicket', 'assign', 'comment', 'declareMajorIncident'].includes(action.type);

async function changeTicket(
  step: StepContext,
  command: CommandOf<'ask'>,
  set: Record<string, unknown>,
): Promise<void> {
  const work = causedBy(step, command.element);
  const { fields, plan } = splitPlan(set);
  if (isDone(`${set.status}`)) await lockWithFollowers(work, [ticketOf(step)]);
  if (plan) {
    await planChange(work, ticketOf(step), plan);
    step.forgetFacts();
  }
  const change = await updateTicket(work, ticketOf(step), toTicketPatch(fields));
  const { before, after } = change;
  await step.ticketChanged(before, after);
  if (before.status === after.status) return;
  await followMajor(work, change, changeInDesk);
  if (step.run.has_open_tasks || after.status === 'cancelled' || after.status === 'closed')
    await reactToTicketChange(work, before, after);
  answerFresh(step, after.status);
}

/** Tasks this very step opens are not in the record yet, and a status may answer them too. */
function answerFresh(step: StepContext, status: string): void {
  for (const { id, token, element, name } of step.rows.tasks) {
    const outcome = outcomeForStatus(elementOf(step.definition, 'userTask', element)?.task, status);
    if (outcome === undefined || step.doneAlready.some((task) => task.id === id)) continue;
    step.doneAlready.push({ id, token, element, name, outcome });
  }
}

function assignment(
  action: Extract<RecordAction, { type: 'assign' }>,
  facts: Facts,
): Record<string, unknown> {
  const queue = action.queue === undefined ? undefined : fill(action.queue, facts).trim();
  const user = action.user === undefined ? undefined : fill(action.user, facts).trim();
  return {
    ...(queue === undefined ? {} : { queue: queue || null }),
    ...(user === undefined ? {} : { assignee: user || null }),
  };
}

async function sendEmail(
  step: StepContext,
  command: CommandOf<'ask'>,
  action: Extract<RecordAction, { type: 'sendEmail' }>,
  facts: Facts,
): Promise<void> {
  const subject = fill(action.subject, facts);
  const body = fill(action.body, facts);
  for (const person of await recipients(step, command, action.to, facts)) {
    const mail = {
      dedupeKey: `run:${step.runId}:${command.token}:${person.id}`,
      to: person.email,
      subject,
      body,
      personId: person.id,
      ticketId: step.run.ticket_id,
      runId: step.runId,
    };
    step.rows.mails.push(toMailRow(step.work, mail));
  }
}

/** One that is declared already stays as it is, and the run goes on. */
async function declare(
  step: StepContext,
  command: CommandOf<'ask'>,
  action: Extract<RecordAction, { type: 'declareMajorIncident' }>,
  facts: Facts,
): Promise<void> {
  const { severity, commander, headline, services = [] } = action;
  const { isNew } = await declareMajor(causedBy(step, command.element), ticketOf(step), {
    severity,
    services: services.map((service) => ({ service })),
    commander:
      commander && 'user' in commander
        ? { user: fill(commander.user, facts).trim() }
        : (commander ?? null),
    ...(headline === undefined ? {} : { headline: fill(headline, facts) }),
  });
  if (isNew) return;
  tell(step, command.element, {
    type: 'majorIncident.declaredAlready',
    subject: { kind: 'run', id: step.runId },
    data: { internal: true },
  });
}

/** Nobody to be told is no failure: the step says so and goes on. */
async function recipients(
  step: StepContext,
  command: CommandOf<'ask'>,
  to: readonly Party[],
  facts: Facts,
): Promise<AskedPerson[]> {
  const { ticket_id: ticketId } = step.run;
  const people =
    ticketId === null
      ? await peopleOf(step.work, to, null, facts)
      : await reach(step.work, to, ticketId, facts);
  if (people.length === 0) {
    tell(step, command.element, {
      type: 'message.skipped',
      subject: { kind: 'run', id: step.runId },
      data: { element: command.element, reason: 'nobody', internal: true },
    });
  }
  return people;
}

function ticketOf(step: StepContext): string {
  if (step.run.ticket_id === null)
    throw new DomainError(
      'not_found',
      'This run belongs to no ticket, so there is none to change.',
    );
  return step.run.ticket_id;
}
