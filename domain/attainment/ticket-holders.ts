/** Who had one ticket, one after the other. */
import { readRows } from '../read-rows.ts';
import type { Reader } from '../tickets/read.ts';
import type { TicketRecord } from '../tickets/record.ts';
import { sql } from '../tickets/sql.ts';
import { staysSql } from './stays.ts';

export type TicketHolder = {
  readonly kind: 'person' | 'nobody' | 'requester';
  readonly person: string | null;
  readonly queue: string | null;
  readonly group: string | null;
  readonly from: string;
  readonly to: string;
  readonly wallSeconds: number;
  readonly businessSeconds: number | null;
};

export async function holdersOfTicket(
  reader: Reader,
  ticket: TicketRecord,
): Promise<TicketHolder[]> {
  const stays = await staysSql(
    reader,
    sql('select t.id, t.created_at from ticket t where t.id = ?', ticket.id),
    ticket.createdAt,
  );
  const rows = await readRows<TicketHolder>(
    reader,
    `with ${stays.text}
     select s.kind, p.name as person, q.name as queue, g.name as "group", to_json(s.from_at) #>> '{}' as from, to_json(s.to_at) #>> '{}' as to,
       s.wall as "wallSeconds", s.business as "businessSeconds"
     from stay s left join queue q on q.id = s.queue_id left join people_group g on g.id = q.group_id left join person p on p.id = s.person_id
     order by s.from_at, s.to_at`,
    stays.params,
  );
  const holders: TicketHolder[] = [];
  for (const row of rows) {
    const last = holders.at(-1);
    if (last && isSame(last, row)) holders[holders.length - 1] = joined(last, row);
    else holders.push(row);
  }
  return holders;
}

/** Another status is no other holder. */
const isSame = (one: TicketHolder, next: TicketHolder): boolean =>
  one.to === next.from &&
  (['kind', 'person', 'queue', 'group'] as const).every((name) => one[name] === next[name]);

const joined = (one: TicketHolder, next: TicketHolder): TicketHolder => ({
  ...one,
  to: next.to,
  wallSeconds: one.wallSeconds + next.wallSeconds,
  businessSeconds:
    one.businessSeconds === null || next.businessSeconds === null
      ? null
      : one.businessSeconds + next.businessSeconds,
});
