/** Adds a person: their row, their roles and groups, and the event, with what is personal in it sealed. */
import { refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { groupMeant, organizationMeant, personMeant, rolesMeant } from './find.ts';
import { addMembers, addRoles } from './membership.ts';
import { hashPassword } from './password.ts';
import { demandTimeZone, normalEmail, Person } from './person.ts';

export type NewPerson = {
  readonly email: string;
  readonly name: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly organization?: string | null;
  readonly manager?: string | null;
  readonly locale?: string;
  readonly timeZone?: string;
  /** Without one they cannot sign in by password. */
  readonly password?: string;
};

/** Who was asked from outside until now is given an account. @throws DomainError already_exists, invalid_input */
export async function createPerson(work: Work, input: NewPerson): Promise<Person> {
  const email = normalEmail(input.email);
  demandTimeZone(input.timeZone);
  const known = await work.em.findOne(Person, { email });
  if (known && !known.outside) refuseTaken('/email', `${email} is known here already.`);
  const roles = await rolesMeant(work, [...new Set(input.roles ?? [])], '/roles');
  const groups = await Promise.all(
    [...new Set(input.groups ?? [])].map((key, index) => groupMeant(work, key, `/groups/${index}`)),
  );
  const organization = input.organization
    ? await organizationMeant(work, input.organization, '/organization')
    : null;
  const manager = input.manager ? await personMeant(work, input.manager, '/manager') : null;
  const fields = {
    name: input.name.trim(),
    passwordHash: input.password === undefined ? null : await hashPassword(input.password),
    active: true,
    outside: false,
    locale: input.locale ?? known?.locale ?? 'en',
    timeZone: input.timeZone ?? known?.timeZone ?? 'UTC',
    organizationId: organization?.id ?? null,
    managerId: manager?.id ?? null,
    updatedAt: work.now,
  };
  const { tenantId, now: createdAt } = work;
  const person = known
    ? work.em.assign(known, fields)
    : work.em.create(
        Person,
        { id: newId(), tenantId, email, createdAt, ...fields },
        { persist: true },
      );
  await work.em.flush();
  await addRoles(
    work,
    person.id,
    roles.map((role) => role.id),
  );
  for (const group of groups) await addMembers(work, group.id, [person.id]);
  await record(work, {
    type: 'person.created',
    subject: { kind: 'person', id: person.id },
    changes: { roles: { before: [], after: roles.map((role) => role.key) } },
    personal: {
      personId: person.id,
      fields: { email: { before: null, after: email }, name: { before: null, after: person.name } },
    },
  });
  return person;
}
