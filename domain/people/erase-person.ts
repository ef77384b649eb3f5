/**
 * Erases what is known of a person: their key is thrown away, so that every value sealed under it can never be read again,
 * backups included; their row keeps its id, since records name it, and nothing else. It cannot be taken back.
 */
import { LockMode } from '@mikro-orm/postgresql';
import { wakeMeetings } from '../cab/invite-stand-ins.ts';
import { DomainError } from '../errors.ts';
import type { Change } from '../events/event.ts';
import { record } from '../events/record.ts';
import { existingPersonKey } from '../seals/person-keys.ts';
import { LOCKED_IN_ORDER } from '../tickets/update.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { findPerson } from './find.ts';
import { watchManagers } from './managers.ts';
import { setGroups, setRoles } from './membership.ts';
import type { Person } from './person.ts';
import { endSessions } from './session.ts';
import { withoutPerson } from './without-person.ts';

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
  await work.em.execute('delete from rota_feed where person_id = ?', [person.id]);
  await work.em.execute('delete from change_feed where person_id = ?', [person.id]);
  await eraseFromTitles(work, person);
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
  await wakeMeetings(work, person.id);
  await record(work, { type: 'person.erased', subject: { kind: 'person', id: person.id } });
}

/**
 * Their name or address stands in the titles that the catalog has made of it, and stays there when the ticket becomes somebody
 * else's.
 */
async function eraseFromTitles(work: Work, person: Person): Promise<void> {
  const called = await allEverCalled(work, person);
  const tickets = await work.em.execute<{ id: string; title: string }[]>(
    `select id, title from ticket where tenant_id = current_tenant() and catalog_item is not null
       and exists (select from jsonb_array_elements_text(?) as c(called) where position(c.called in title) > 0)
       and (requester_id = ? or exists (select from event e where e.ticket_id = ticket.id and e.changes #>> '{requester,before}' = ?))
     ${LOCKED_IN_ORDER}`,
    [JSON.stringify(called), person.id, person.id],
  );
  for (const { id, title } of tickets) {
    const erased = withoutPerson(title, called, ERASED);
    if (erased === title) continue;
    await work.em.execute('update ticket set title = ?, version = version + 1 where id = ?', [
      erased,
      id,
    ]);
  }
}

/** Their names and addresses of today and of before, as long as their key can still be read; the longest first, since one may hold another. */
async function allEverCalled(work: Work, { id, name, email }: Person): Promise<readonly string[]> {
  const key = await existingPersonKey(work, id);
  const rows = await work.em.execute<{ sealed: Uint8Array }[]>(
    `select s.sealed from event e join event_personal s on s.event_id = e.id and s.at = e.at and s.person_id = e.subject_id
     where e.subject_id = ? and e.type = 'person.updated'`,
    [id],
  );
  const before = rows.flatMap(({ sealed }) => {
    const fields = key?.open(sealed) as Readonly<Record<string, Change>> | undefined;
    return [fields?.name?.before, fields?.email?.before];
  });
  const called = [name, email, ...before].filter((one) => typeof one === 'string' && one !== '');
  return [...new Set(called as string[])].sort((one, other) => other.length - one.length);
}
