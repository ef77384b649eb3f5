/**
 * What an approval was given on: until it is met, the change cannot be begun, or not be closed. Asked behind the ticket's lock,
 * by whatever way somebody would begin or close it.
 */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { instantText, personJson } from '../tickets/sql.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import type { Named } from './board.ts';

export const CONDITION_DUE = ['implement', 'close'] as const;
export type ConditionDue = (typeof CONDITION_DUE)[number];

export type Condition = {
  readonly id: string;
  readonly text: string;
  readonly before: ConditionDue;
  readonly person: Named | null;
  readonly met: { readonly at: string; readonly by: Named } | null;
};

export const CONDITION_JSON = `jsonb_build_object('id', c.id, 'text', c.text, 'before', c.before,
  'person', (select ${personJson('p')} from person p where p.id = c.person_id),
  'met', case when c.met_at is not null then jsonb_build_object('at', ${instantText('c.met_at')}, 'by', (select ${personJson('p')} from person p where p.id = c.met_by)) end)`;

/** In the order in which they were given. */
export async function conditionsOf(work: Work, ticketId: string): Promise<Condition[]> {
  const rows = await work.em.execute<{ condition: Condition }[]>(
    `select ${CONDITION_JSON} as condition from cab_condition c where c.ticket_id = ? order by c.id`,
    [ticketId],
  );
  return rows.map(({ condition }) => condition);
}

/** Once, whoever says it first. @throws DomainError not_found */
export async function meetCondition(work: Work, ticketId: string, id: string): Promise<void> {
  const [met] = await work.em.execute<{ text: string }[]>(
    `update cab_condition set met_at = ?, met_by = ? where id = ? and ticket_id = ? and met_at is null returning text`,
    [work.now, work.actor.id, id, ticketId],
  );
  if (met) {
    await record(work, {
      type: 'review.conditionMet',
      subject: { kind: 'ticket', id: ticketId },
      data: { condition: met.text },
    });
    return;
  }
  const known = await work.em.execute<unknown[]>(
    'select 1 from cab_condition where id = ? and ticket_id = ?',
    [id, ticketId],
  );
  if (known.length === 0) throw new DomainError('not_found', 'There is no such condition.');
}

const BEGINS: readonly Status[] = ['implement', 'review'];
const ENDS: readonly Status[] = ['resolved', 'closed'];

/** @throws DomainError condition_open */
export async function demandConditions(work: Work, ticketId: string, to: Status): Promise<void> {
  const due = ENDS.includes(to) ? CONDITION_DUE : BEGINS.includes(to) ? ['implement'] : [];
  if (due.length === 0) return;
  const open = await work.em.execute<{ text: string }[]>(
    `select text from cab_condition where ticket_id = ? and met_at is null
       and before in (select jsonb_array_elements_text(?)) order by id`,
    [ticketId, JSON.stringify(due)],
  );
  if (open.length === 0) return;
  const detail = `The board has approved it on conditions that are not met yet: ${open.map(({ text }) => text).join('; ')}`;
  throw new DomainError('condition_open', detail, {
    errors: [{ pointer: '/status', detail }],
    values: { conditions: open.map(({ text }) => text) },
  });
}
