/** Finds people, groups and organizations by the names callers use: an address or an id, a key or an id. */
import { invalid } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';
import { Group } from './group.ts';
import { Organization } from './organization.ts';
import { normalEmail, Person } from './person.ts';
import { Role } from './role.ts';

export function findPerson(work: Work, reference: string): Promise<Person | null> {
  return isId(reference)
    ? work.em.findOne(Person, { id: reference.toLowerCase() })
    : work.em.findOne(Person, { email: normalEmail(reference) });
}

/** The person somebody means in their input, at `pointer`, who has an account. @throws DomainError invalid_input when there is none. */
export async function personMeant(work: Work, reference: string, pointer: string): Promise<Person> {
  const found = await findPerson(work, reference);
  return found && !found.outside ? found : invalid(pointer, `names nobody here: ${reference}.`);
}

export function findGroup(work: Work, reference: string): Promise<Group | null> {
  return isId(reference)
    ? work.em.findOne(Group, { id: reference.toLowerCase() })
    : work.em.findOne(Group, { key: reference });
}

export async function groupMeant(work: Work, reference: string, pointer: string): Promise<Group> {
  return (await findGroup(work, reference)) ?? invalid(pointer, `names no group: ${reference}.`);
}

export function findOrganization(work: Work, reference: string): Promise<Organization | null> {
  return isId(reference)
    ? work.em.findOne(Organization, { id: reference.toLowerCase() })
    : work.em.findOne(Organization, { key: reference });
}

export async function organizationMeant(
  work: Work,
  reference: string,
  pointer: string,
): Promise<Organization> {
  return (
    (await findOrganization(work, reference)) ??
    invalid(pointer, `names no organization: ${reference}.`)
  );
}

/** Roles by key, in the order asked for. */
export async function rolesMeant(
  work: Work,
  keys: readonly string[],
  pointer: string,
): Promise<Role[]> {
  const found = new Map(
    (await work.em.find(Role, { key: { $in: [...keys] } })).map((role) => [role.key, role]),
  );
  return keys.map(
    (key, index) => found.get(key) ?? invalid(`${pointer}/${index}`, `names no role: ${key}.`),
  );
}
