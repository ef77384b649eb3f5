/**
 * What went wrong with changes that were opened from the catalog: one failed, was backed out, or is said to have caused
 * something. Each counts once, and not any more when it turns out to be untrue. After so many as the standard change says it
 * is looked at again, and processes that wait for the message `standard-change.failed` under its key hear of each.
 */
import { sendMessage } from '../correlation/send-message.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';
import { beginReview } from './review.ts';
import { lockStandard, type Standard } from './standard.ts';

export const MISHAPS = ['failed', 'backed_out', 'caused'] as const;
export type Mishap = (typeof MISHAPS)[number];

const SAID: Readonly<Record<Mishap, string>> = {
  failed: 'failed',
  backed_out: 'was backed out',
  caused: 'is said to have caused something',
};

/** Whoever waits for it waits already. */
const KEEP_SECONDS = 60;

/** The result of a change has moved, or what it is said to have caused; behind its ticket's lock. */
export async function followMishap(work: Work, ticketId: string): Promise<void> {
  const [change] = await work.em.execute<
    {
      standard: string | null;
      number: string;
      version: number | null;
      what: Mishap | null;
    }[]
  >(
    `select p.standard_id as standard, t.number, p.standard_version as version,
       case when p.standard_id is null then null when p.result in ('failed', 'backed_out') then p.result
         when exists (select from ticket_cause c join ticket x on x.id = c.ticket_id and x.deleted_at is null where c.change_id = p.ticket_id) then 'caused' end as what
     from change_plan p join ticket t on t.id = p.ticket_id where p.ticket_id = ?`,
    [ticketId],
  );
  if (!change) return;
  const { what, number, version } = change;
  const [known] = await work.em.execute<{ withdrawn: boolean }[]>(
    'select withdrawn from standard_change_mishap where ticket_id = ?',
    [ticketId],
  );
  if (what === null || change.standard === null) {
    if (known && !known.withdrawn)
      await work.em.execute(
        'update standard_change_mishap set withdrawn = true where ticket_id = ?',
        [ticketId],
      );
    return;
  }
  await work.em.execute(
    `insert into standard_change_mishap (ticket_id, standard_id, tenant_id, what, at) values (?, ?, current_tenant(), ?, ?)
     on conflict (ticket_id) do update set what = excluded.what, withdrawn = false`,
    [ticketId, change.standard, what, work.now],
  );
  if (known && !known.withdrawn) return;
  const standard = await lockStandard(work, change.standard);
  const why = `${number} ${SAID[what]}.`;
  // One that was taken back and is said again was told already; whether it was looked at since is known too.
  if (known) return reviewAfter(work, standard, why);
  await record(work, {
    type: 'standardChange.wentWrong',
    subject: { kind: 'standardChange', id: standard.id },
    data: { name: standard.name, change: number, ticket: ticketId, version, what },
  });
  await sendMessage(work, {
    kind: 'message',
    name: 'standard-change.failed',
    key: standard.key,
    value: { change: number, version, what },
    keepSeconds: KEEP_SECONDS,
  });
  await reviewAfter(work, standard, why);
}

async function reviewAfter(work: Work, standard: Standard, why: string): Promise<void> {
  if (standard.reviewRun !== null || standard.state === 'retired') return;
  const [count] = await work.em.execute<{ mishaps: number }[]>(
    `select count(*)::int as mishaps from standard_change_mishap m join ticket t on t.id = m.ticket_id and t.deleted_at is null
     where m.standard_id = ? and not m.seen and not m.withdrawn`,
    [standard.id],
  );
  if ((count?.mishaps ?? 0) < standard.reviewAfter) return;
  await beginReview(work, standard, why, standard.suspends);
}
