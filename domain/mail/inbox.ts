/** What a person was told inside the product: the latest first, with what of it they have not read. */
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

export type Told = {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  readonly readAt: string | null;
  readonly ticketId: string | null;
  readonly number: string | null;
  /** While they see it as who sits on its board, stands in there or was there. */
  readonly meetingId: string | null;
};

export type InboxPage = {
  readonly unread: boolean;
  readonly take: number;
  readonly after: { readonly at: string; readonly id: string } | null;
};

const WAS_THERE = `exists (select from cab_invited v
  where v.meeting_id = m.id and v.person_id = ? and (v.invited_at is not null or v.spoke_at is not null))`;

export async function listTold(
  work: Work,
  personId: string,
  { unread, take, after }: InboxPage,
): Promise<Told[]> {
  return work.em.execute<Told[]>(
    `select n.id, n.text, to_json(n.created_at) #>> '{}' as at, to_json(n.read_at) #>> '{}' as "readAt", t.id as "ticketId", t.number, m.id as "meetingId"
     from notification n left join ticket t on t.id = n.ticket_id and t.deleted_at is null
       left join cab_meeting m on m.id = n.meeting_id and (m.board_id in (select boards_of(?, ?)) or ${WAS_THERE})
     where n.person_id = ? ${unread ? 'and n.read_at is null' : ''}
       ${after === null ? '' : 'and (n.created_at, n.id) < (?::timestamptz, ?::uuid)'}
     order by n.created_at desc, n.id desc limit ?`,
    [personId, work.now, personId, personId, ...(after === null ? [] : [after.at, after.id]), take],
  );
}

/** Those of these ids, or all that came until then; what is read stays read as it was. */
export async function readTold(
  work: Work,
  personId: string,
  which: { readonly ids: readonly string[] } | { readonly until: Date },
): Promise<void> {
  if ('ids' in which && which.ids.length === 0) return;
  const [where, values] =
    'ids' in which
      ? [`id in (${marks(which.ids)})`, which.ids]
      : ['created_at <= ?', [which.until]];
  await work.em.execute(
    `update notification set read_at = ? where person_id = ? and read_at is null and ${where}`,
    [work.now, personId, ...values],
  );
}
