/** Who stands in for whom, now, soon and formerly. */
import { DomainError } from '../errors.ts';
import { demandEverywhere, type Principal, scopeOf } from '../people/access.ts';
import { and, instantText, personJson, type Sql, sql } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

type Named = { readonly id: string; readonly email: string; readonly name: string };

export type DelegationState = 'now' | 'coming' | 'over';

export type DelegationRecord = {
  readonly id: string;
  readonly person: Named;
  readonly delegates: readonly Named[];
  readonly from: string;
  readonly until: string | null;
  readonly processes: readonly string[] | null;
  readonly away: boolean;
  readonly reason: string;
  readonly state: DelegationState;
  readonly madeBy: Named | null;
  readonly endedAt: string | null;
  readonly version: number;
};

export type DelegationFilter = {
  /** Somebody’s id; the caller’s own unless said. */
  readonly personId: string;
  /** Those that let others decide for them, or those by which they decide for others; both unless said. */
  readonly of?: 'mine' | 'forMe';
  readonly state?: DelegationState;
};

/** The first two parameters are the present. */
const DELEGATIONS = `select d.id, ${personJson('p')} as person, ${instantText('d.from_at')} as "from", ${instantText('d.until_at')} as until,
    (select jsonb_agg(${personJson('x')} order by x.name, x.email) from delegate e join person x on x.id = e.person_id where e.delegation_id = d.id) as delegates,
    (select jsonb_agg(r.key order by r.key) from process r where r.id = any(d.processes)) as processes,
    d.away, d.reason, ${instantText('d.ended_at')} as "endedAt", d.version, case when m.id is null then null else ${personJson('m')} end as "madeBy",
    case when d.ended_at is not null or d.until_at <= ?::timestamptz then 'over' when d.from_at > ?::timestamptz then 'coming' else 'now' end as state
  from delegation d join person p on p.id = d.person_id left join person m on m.id = d.made_by`;

/** The latest first. @throws DomainError not_permitted for those of others without the permission to manage people */
export async function listDelegations(
  work: Work,
  principal: Principal,
  query: {
    readonly filter: DelegationFilter;
    readonly take: number;
    readonly after: { readonly from: string; readonly id: string } | null;
  },
): Promise<DelegationRecord[]> {
  const { personId, of, state } = query.filter;
  if (personId !== principal.personId) demandEverywhere(principal, 'people.manage');
  const mine = sql('d.person_id = ?', personId);
  const forMe = sql(
    'exists (select from delegate e where e.delegation_id = d.id and e.person_id = ?)',
    personId,
  );
  const conditions: Sql[] = [sql('d.tenant_id = ?', work.tenantId)];
  if (of === 'mine') conditions.push(mine);
  else if (of === 'forMe') conditions.push(forMe);
  else conditions.push(sql(`(${mine.text} or ${forMe.text})`, ...mine.params, ...forMe.params));
  if (query.after)
    conditions.push(sql('(d.from_at, d.id) < (?, ?)', query.after.from, query.after.id));
  const where = and(conditions);
  const rows = `${DELEGATIONS} where ${where.text}`;
  return work.em.execute<DelegationRecord[]>(
    `select * from (${rows}) d ${state ? 'where d.state = ?' : ''} order by d."from"::timestamptz desc, d.id desc limit ?`,
    [work.now, work.now, ...where.params, ...(state ? [state] : []), query.take],
  );
}

/** @throws DomainError not_found, also for what is none of the caller’s business */
export async function getDelegation(
  work: Work,
  principal: Principal,
  id: string,
): Promise<DelegationRecord> {
  await work.em.flush();
  const [found] = await work.em.execute<DelegationRecord[]>(`${DELEGATIONS} where d.id = ?`, [
    work.now,
    work.now,
    id,
  ]);
  const people = found ? [found.person, ...found.delegates] : [];
  const isTheirs = people.some((one) => one.id === principal.personId);
  if (!found || (!isTheirs && scopeOf(principal, 'people.manage') !== 'all'))
    throw new DomainError('not_found', 'There is no such delegation, or you may not see it.');
  return found;
}

export function allowedOnDelegation(
  principal: Principal,
  { person: whose, state }: Pick<DelegationRecord, 'person' | 'state'>,
): string[] {
  const keeps = whose.id === principal.personId || scopeOf(principal, 'people.manage') === 'all';
  return keeps && state !== 'over' ? ['edit', 'end'] : [];
}
