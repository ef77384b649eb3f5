/**
 * People as the opening of a ticket needs them, kept for a short while: most tickets come from few people. A requester's
 * version goes with the ticket, and `open_ticket` refuses one that has changed since, so nothing old is ever written.
 */
import { invalid } from '../errors.ts';
import { isId } from '../ids.ts';
import { remembered } from '../memory.ts';
import type { KeyRef } from '../tickets/references.ts';
import type { Work } from '../work.ts';

export type KnownPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly version: number;
  readonly organization: KeyRef | null;
  readonly manager: string | null;
  readonly timeZone: string;
};

const KEPT = Symbol('people');
const KEEP_MS = 30_000;
const KEEP_MAX = 20_000;

type Kept = Map<string, { readonly person: KnownPerson; readonly until: number }>;

/** @throws DomainError invalid_input, pointing at where the reference stands */
export async function knownPerson(work: Work, ref: string, pointer: string): Promise<KnownPerson> {
  const kept = peopleKept(work);
  const key = `${work.tenantId}:${ref.toLowerCase()}`;
  // A transaction asks for itself: what turned out to be old would end it.
  const known = work.em.isInTransaction() ? undefined : kept.get(key);
  if (known && known.until > work.now.getTime()) return known.person;
  const person = (await find(work, ref)) ?? invalid(pointer, `There is no active person "${ref}".`);
  if (!work.em.isInTransaction()) {
    if (kept.size >= KEEP_MAX) kept.clear();
    kept.set(key, { person, until: work.now.getTime() + KEEP_MS });
  }
  return person;
}

export const forgetPeople = (work: Work): void => peopleKept(work).clear();

const peopleKept = (work: Work): Kept => remembered<Kept>(work.em, KEPT, () => new Map());

async function find(work: Work, ref: string): Promise<KnownPerson | undefined> {
  const rows = await work.em.execute<
    (Omit<KnownPerson, 'organization'> & {
      orgId: string | null;
      orgKey: string;
      orgName: string;
    })[]
  >(
    `select p.id, p.email, p.name, p.version, o.id as "orgId", o.key as "orgKey", o.name as "orgName", m.email as manager, p.time_zone as "timeZone"
     from person p left join organization o on o.id = p.organization_id left join person m on m.id = p.manager_id
     where p.tenant_id = ? and ${isId(ref) ? 'p.id' : 'p.email'} = ? and p.active and not p.outside`,
    [work.tenantId, ref.toLowerCase()],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { orgId, orgKey, orgName, ...person } = row;
  return {
    ...person,
    organization: orgId === null ? null : { id: orgId, key: orgKey, name: orgName },
  };
}
