/**
 * Erases what is known of a person: their key is thrown away, so that every value sealed under it can never be read again,
 * backups included; their row keeps its id, since records name it, and nothing else. It cannot be taken back.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { findPerson } from './find.ts';
import { watchManagers } from './managers.ts';
import { setGroups, setRoles } from './membership.ts';
import { endSessions } from './session.ts';

const ERASED = 'Erased person';

/** @throws DomainError not_found, stale_version, transition_not_allowed */
export async function erasePerson(
  work: Work,
  reference: string,
  expectedVersion?: number,
): Promise<void> {
  const person = await findPerson(work, reference);
  if (!person) throw new DomainError('not_found', 'There is no such person here.');
  await work.em.lock(person, LockMode.PESSIMISTIC_WRITE);
  await work.em.refresh(person);
  demandVersion(expectedVersion, person.version);
  const managers = await watchManagers(work);
  await setRoles(work, person.id, []);
  await setGroups(work, person.id, []);
  await managers.demandOne();
  await endSessions(work, person.id);
  await work.em.execute('delete from access_token where person_id = ?', [person.id]);
  // Their name stands in the titles that the catalog has made of it.
  await work.em.execute(
    `update ticket set title = replace(title, ?, ?), version = version + 1
     where requester_id = ? and catalog_item is not null and position(? in title) > 0`,
    [person.name, ERASED, person.id, person.name],
  );
  work.em.assign(person, {
    email: `erased-${person.id}@invalid`,
    name: ERASED,
    passwordHash: null,
    active: false,
    organizationId: null,
    managerId: null,
    updatedAt: work.now,
  });
  await work.em.flush();
  await work.em.execute(
    `insert into person_key (person_id, tenant_id, sealed, destroyed_at) values (?, ?, null, ?)
     on conflict (person_id) do update set sealed = null, destroyed_at = excluded.destroyed_at`,
    [person.id, work.tenantId, work.now],
  );
  work.keys.cache.delete(person.id);
  await record(work, { type: 'person.erased', subject: { kind: 'person', id: person.id } });
}
