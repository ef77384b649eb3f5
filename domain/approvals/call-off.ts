/** Those outside who are still asked are told that they are not, when an approval is called off: a mail is all they have of it. */
import type { JsonObject } from '#engine/json.ts';
import { addMessages, type StepContext } from '../processes/step-context.ts';
import { aboutElement, type Told } from '../processes/tell-people.ts';
import { tenantName } from './outsiders.ts';

type Asked = Told & {
  readonly approval: string;
  readonly place: string;
  readonly name: string;
  readonly subject: { readonly ticket: JsonObject; readonly requester: JsonObject };
};

export async function tellOutsideCalledOff(
  step: StepContext,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const asked = await step.work.em.execute<Asked[]>(
    `select distinct a.id as approval, a.round || '.' || a.stage as place, a.name, a.subject,
       p.id, p.email, p.locale, p.time_zone as "timeZone", p.outside
     from approval a join approver w on w.approval_id = a.id and w.round = a.round and w.stage = a.stage and w.left_out is null
       join person p on p.id = w.person_id and p.outside and p.active
     where a.id in (select value::uuid from jsonb_array_elements_text(?))
       and not exists (select from vote v where v.approval_id = a.id and v.round = a.round and v.seat = w.seat)`,
    [JSON.stringify(ids)],
  );
  if (asked.length === 0) return;
  const tenant = await tenantName(step.work);
  const { run, runId, definition } = step;
  for (const { approval, place, name, subject, ...person } of asked)
    addMessages(step, {
      kind: 'approvalNotNeeded',
      key: `approval:${approval}:${place}:closed`,
      to: [person],
      about: {
        ...aboutElement(subject, { name, text: '', dueAt: null, process: definition.name }),
        tenant,
      },
      ticketId: run.ticket_id,
      runId,
    });
}
