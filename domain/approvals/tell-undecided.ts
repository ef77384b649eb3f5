/** A word to those of a round who have not voted: a reminder while it is open, or that it needs them no more. */
import type { JsonObject } from '#engine/json.ts';
import { definitionOf } from '../processes/definitions.ts';
import { aboutElement, type Told, tellPeople } from '../processes/tell-people.ts';
import type { Work } from '../work.ts';
import { approvalLink } from './link.ts';
import type { LockedApproval } from './lock-approval.ts';

export async function tellUndecided(
  work: Work,
  approval: LockedApproval,
  kind: 'approvalReminder' | 'approvalClosed',
): Promise<void> {
  const voted = approval.votes.map(({ voter_id }) => voter_id);
  const waiting = approval.approvers.filter(
    ({ person_id, active }) => active && !voted.includes(person_id),
  );
  if (waiting.length === 0) return;
  const people = await work.em.execute<
    (Told & { subject: { ticket: JsonObject; requester: JsonObject } })[]
  >(
    `select p.id, p.email, p.locale, p.time_zone as "timeZone", a.subject from person p cross join approval a
     where a.id = ? and p.id in (select value::uuid from jsonb_array_elements_text(?))`,
    [approval.id, JSON.stringify(waiting.map(({ person_id }) => person_id))],
  );
  const subject = people[0]?.subject;
  if (!subject) return;
  const definition = await definitionOf(work, approval.process_id, approval.process_version);
  await tellPeople(work, {
    kind,
    key:
      kind === 'approvalReminder'
        ? `approval:${approval.id}:reminder:${approval.reminders + 1}`
        : `approval:${approval.id}:closed`,
    to: people,
    about: aboutElement(subject, {
      name: approval.name,
      text: approval.message,
      dueAt: approval.due_at,
      process: definition.name,
      link: approvalLink(work, approval.id),
    }),
    ticketId: approval.ticket_id,
    runId: approval.run_id,
    byMail: kind === 'approvalReminder',
  });
}
