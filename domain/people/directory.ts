/** People as they are shown: with their roles, groups, organization and manager, a page of them in one statement. */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';
import { normalEmail } from './person.ts';

export type PersonView = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
  readonly outside: boolean;
  readonly locale: string;
  readonly timeZone: string;
  readonly version: number;
  readonly roles: string[];
  readonly groups: string[];
  readonly organization: { id: string; key: string; name: string } | null;
  readonly manager: { id: string; name: string; email: string } | null;
};

export type PeopleQuery = {
  readonly q?: string;
  readonly active?: boolean;
  /** Those without an account; only those with one unless said. */
  readonly outside?: boolean;
  readonly role?: string;
  readonly group?: string;
  readonly take: number;
  /** Name and id of the last one of the page before. */
  readonly after: readonly [string, string] | null;
};

const VIEW = `select p.id, p.email, p.name, p.active, p.outside, p.locale, p.time_zone as "timeZone", p.version,
  (select coalesce(jsonb_agg(r.key order by r.key), '[]') from person_role pr join role r on r.id = pr.role_id where pr.person_id = p.id) as roles,
  (select coalesce(jsonb_agg(g.key order by g.key), '[]') from group_member m join people_group g on g.id = m.group_id where m.person_id = p.id) as groups,
  (select jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name) from organization o where o.id = p.organization_id) as organization,
  (select jsonb_build_object('id', m.id, 'name', m.name, 'email', m.email) from person m where m.id = p.manager_id) as manager
  from person p`;

export async function listPeople(work: Work, query: PeopleQuery): Promise<PersonView[]> {
  const where: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    where.push(condition);
    values.push(...given);
  };
  if (query.q) {
    const like = `%${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    add('(lower(p.name) like ? or p.email like ?)', like, like);
  }
  add('p.outside = ?', query.outside ?? false);
  if (query.active !== undefined) add('p.active = ?', query.active);
  if (query.role) {
    add(
      'exists (select from person_role pr join role r on r.id = pr.role_id where pr.person_id = p.id and r.key = ?)',
      query.role,
    );
  }
  if (query.group) {
    add(
      'exists (select from group_member m join people_group g on g.id = m.group_id where m.person_id = p.id and g.key = ?)',
      query.group,
    );
  }
  if (query.after) add('(p.name, p.id) > (?, ?::uuid)', ...query.after);
  const filter = where.length > 0 ? ` where ${where.join(' and ')}` : '';
  return work.em.execute<PersonView[]>(`${VIEW}${filter} order by p.name, p.id limit ?`, [
    ...values,
    query.take,
  ]);
}

/** @throws DomainError not_found */
export async function getPerson(work: Work, reference: string): Promise<PersonView> {
  const rows = await work.em.execute<PersonView[]>(
    `${VIEW} where ${isId(reference) ? 'p.id = ?' : 'p.email = ?'}`,
    [isId(reference) ? reference.toLowerCase() : normalEmail(reference)],
  );
  const person = rows[0];
  if (!person) throw nobodyHere();
  return person;
}

export const nobodyHere = (): DomainError =>
  new DomainError('not_found', 'There is no such person here.');
