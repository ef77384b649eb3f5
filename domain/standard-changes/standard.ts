/**
 * A standard change of the catalog: a way of changing something that was approved once for all. It is proposed in versions;
 * the one in force is what changes are opened from, and those name it.
 */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import { and, personJson, type Sql, sql } from '../tickets/sql.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export const STANDARD_STATES = [
  'proposed',
  'approved',
  'under_review',
  'suspended',
  'retired',
  'rejected',
] as const;
export type StandardState = (typeof STANDARD_STATES)[number];

/** In these changes are opened from it. */
export const isUsable = (state: StandardState): boolean =>
  state === 'approved' || state === 'under_review';

/** Also one that is to be looked at where there is no process for it. */
export const mayResume = ({ inForce, state, reviewRun }: Standard): boolean =>
  inForce !== null && (state === 'suspended' || (state === 'under_review' && reviewRun === null));

export type Named = { readonly id: string; readonly name: string; readonly email: string };
export type ItemRef = { readonly id: string; readonly key: string; readonly name: string };

/** What of it is not part of a version, and may be set without approval. */
export type StandardFields = {
  readonly name: string;
  readonly description: string;
  readonly category: string | null;
  readonly reviewMonths: number;
  readonly reviewAfter: number;
  readonly suspends: boolean;
};

export type Standard = StandardFields & {
  readonly id: string;
  readonly key: string;
  readonly owner: Named;
  readonly state: StandardState;
  readonly reason: string;
  /** The number of its version, null before the first is approved. */
  readonly inForce: number | null;
  /** A version that is still to be decided. */
  readonly proposed: number | null;
  /** Of the version in force, else of the latest. */
  readonly minutes: number;
  readonly items: readonly ItemRef[];
  readonly reviewOn: string | null;
  readonly reviewRun: string | null;
  /** Whose it is that it is suspended; null where it is not. */
  readonly suspendedBy: 'person' | 'review' | null;
  readonly version: number;
};

export type Uses = {
  /** Changes that were opened from it; of these, those whose result is known, and those that went well. */
  readonly uses: number;
  readonly done: number;
  readonly wentWell: number;
};

export const itemsJson = (ids: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'key', i.key, 'name', i.name) order by i.key), '[]') from config_item i where i.id = any(${ids}))`;

const COLUMNS = ` s.id, s.key, s.name, s.description, s.category, s.review_months as "reviewMonths", s.review_after as "reviewAfter", s.suspends,
    ${personJson('o')} as owner, s.state, s.reason, s.in_force as "inForce",
    (select v.number from standard_change_version v where v.standard_id = s.id and v.state = 'proposed') as proposed,
    shown.minutes, ${itemsJson('shown.items')} as items, s.review_on::text as "reviewOn",
    s.review_run as "reviewRun", s.suspended_by as "suspendedBy", s.version`;
const FROM = ` standard_change s join person o on o.id = s.owner_id
  join lateral (select v.minutes, v.items from standard_change_version v where v.standard_id = s.id
    order by (v.number = s.in_force) desc nulls last, v.number desc limit 1) shown on true`;

/** Counted where people look at it, and not by whoever opens a change from it. */
const USED = `(select count(*)::int as uses, count(p.result)::int as done,
      (count(*) filter (where p.result = 'successful' and m.ticket_id is null))::int as "wentWell"
    from change_plan p join ticket t on t.id = p.ticket_id and t.deleted_at is null
    left join standard_change_mishap m on m.ticket_id = p.ticket_id and not m.withdrawn where p.standard_id = s.id) used`;

export type StandardPage = {
  readonly states: readonly StandardState[];
  readonly words: string | undefined;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly take: number;
};

/** By name. */
export function listStandards(work: Work, page: StandardPage): Promise<(Standard & Uses)[]> {
  const where = and([sql('s.tenant_id = ?', work.tenantId), ...filters(page)]);
  return work.em.execute<(Standard & Uses)[]>(
    `select ${COLUMNS}, used.* from ${FROM} cross join lateral ${USED} where ${where.text} order by lower(s.name), s.id limit ?`,
    [...where.params, page.take],
  );
}

function filters({ states, words, after }: StandardPage): Sql[] {
  const some: Sql[] = [];
  if (states.length > 0)
    some.push(
      sql('s.state in (select jsonb_array_elements_text(?::jsonb))', JSON.stringify(states)),
    );
  for (const word of (words ?? '').toLowerCase().split(/\s+/).filter(Boolean))
    some.push(
      sql(
        `position(? in lower(concat_ws(' ', s.key, s.name, s.description, s.category))) > 0`,
        word,
      ),
    );
  if (after) some.push(sql('(lower(s.name), s.id) > (lower(?), ?::uuid)', after.name, after.id));
  return some;
}

/** By key or id. @throws DomainError not_found, stale_version */
export async function getStandard(work: Work, ref: string, expected?: number): Promise<Standard> {
  const [found] = await work.em.execute<Standard[]>(
    `select ${COLUMNS} from ${FROM} where ${isId(ref) ? 's.id = ?' : 's.tenant_id = current_tenant() and s.key = ?'}`,
    [isId(ref) ? ref.toLowerCase() : ref],
  );
  if (!found) throw new DomainError('not_found', 'There is no such standard change.');
  demandVersion(expected, found.version);
  return found;
}

export async function usesOf(work: Work, { id }: Standard): Promise<Uses> {
  const [uses] = await work.em.execute<Uses[]>(
    `select used.* from standard_change s cross join lateral ${USED} where s.id = ?`,
    [id],
  );
  return uses ?? { uses: 0, done: 0, wentWell: 0 };
}

/**
 * As it stands behind its lock. Order of locks: tickets, runs, the schedule, then standard changes; whoever holds one locks
 * no other, and begins runs but locks none.
 */
export async function lockStandard(work: Work, ref: string, expected?: number): Promise<Standard> {
  const { id } = await getStandard(work, ref);
  await work.em.execute('select from standard_change where id = ? for no key update', [id]);
  return getStandard(work, id, expected);
}
