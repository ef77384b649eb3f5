/** How changes of the same items went in the year before: what the risk of another may be told from. */
import type { ChangeKind, Result } from '#engine/changes/plan.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

export type PastChange = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly kind: ChangeKind;
  readonly result: Result;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** How many tickets it is said to have caused. */
  readonly incidents: number;
  readonly items: readonly { readonly key: string; readonly name: string }[];
};

export type History = {
  /** All of them, as conditions know them: also those that the caller may not read. */
  readonly similar: number;
  readonly similarFailed: number;
  /** The latest first. */
  readonly changes: readonly PastChange[];
};

const MOST_TOLD = 50;

type Instants = 'createdAt' | 'endedAt';
type Row = Omit<PastChange, Instants> & {
  readonly createdAt: Date | string;
  readonly endedAt: Date | string | null;
};

/** `seen` says which the caller may read, of the table `ticket t`. */
export async function historyOf(work: Work, changeId: string, seen: Sql): Promise<History> {
  const [counted] = await work.em.execute<{ similar: number; failed: number }[]>(
    'select similar_changes as similar, similar_failed as failed from change_history(?)',
    [changeId],
  );
  const rows = await work.em.execute<Row[]>(
    `select t.id, t.number, t.title, p.kind, p.result, t.created_at as "createdAt", p.actual_to as "endedAt",
       (select count(*)::int from ticket_cause c join ticket x on x.id = c.ticket_id and x.deleted_at is null where c.change_id = t.id) as incidents,
       (select jsonb_agg(jsonb_build_object('key', i.key, 'name', i.name) order by i.key)
        from ticket_item a join ticket_item b on b.item_id = a.item_id and b.ticket_id = own.id join config_item i on i.id = a.item_id
        where a.ticket_id = t.id) as items
     from ticket own, change_plan p join ticket t on t.id = p.ticket_id
     where own.id = ? and t.id <> own.id and p.result is not null and t.deleted_at is null and t.created_at between own.created_at - interval '1 year' and own.created_at
       and t.id in (select b.ticket_id from ticket_item a join ticket_item b on b.item_id = a.item_id where a.ticket_id = own.id) and ${seen.text}
     order by t.created_at desc, t.id limit ${MOST_TOLD}`,
    [changeId, ...seen.params],
  );
  return {
    similar: counted?.similar ?? 0,
    similarFailed: counted?.failed ?? 0,
    changes: rows.map((row) => ({
      ...row,
      createdAt: toIso(row.createdAt),
      endedAt: toIsoOrNull(row.endedAt),
    })),
  };
}
