/**
 * Makes a tenant ready for work: its record and number sequences as the owner, then, as the application, what is shipped
 * and the first administrator. Doing it again finishes what was begun and doubles nothing.
 */
import { randomBytes } from 'node:crypto';
import { DomainError } from '../errors.ts';
import { createPerson } from '../people/create-person.ts';
import { findPerson } from '../people/find.ts';
import { inTenant, type Store, SYSTEM, type Who } from '../work.ts';
import { installShipped } from './install-shipped.ts';
import { ensureTenantRecord } from './tenant-record.ts';

export type NewTenant = {
  readonly key: string;
  readonly name?: string;
  readonly adminEmail: string;
  /** Made up and given back when left out. */
  readonly adminPassword?: string;
  readonly adminName?: string;
};

export type CreatedTenant = {
  readonly id: string;
  readonly key: string;
  readonly adminEmail: string;
  /** Null when somebody may manage people here already, and nobody was added. */
  readonly adminPassword: string | null;
};

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** @throws DomainError invalid_input */
export async function createTenant(
  ownerUrl: string,
  store: Store,
  input: NewTenant,
): Promise<CreatedTenant> {
  if (!KEY.test(input.key)) {
    throw new DomainError(
      'invalid_input',
      `"${input.key}" is no tenant key: lower-case letters, digits and hyphens, at most 64.`,
    );
  }
  const { id } = await ensureTenantRecord(ownerUrl, {
    key: input.key,
    name: input.name ?? input.key,
  });
  return inTenant(store, asSystem(id, 'tenant create'), async (work) => {
    await installShipped(work);
    const administrators = await work.em.execute<unknown[]>(
      `select 1 from person p join person_role pr on pr.person_id = p.id join role r on r.id = pr.role_id where p.active and r.key = 'admin' limit 1`,
    );
    const known = await findPerson(work, input.adminEmail);
    if (administrators.length > 0 || (known && !known.outside)) {
      return { id, key: input.key, adminEmail: input.adminEmail, adminPassword: null };
    }
    const adminPassword = input.adminPassword ?? randomBytes(12).toString('base64url');
    const person = await createPerson(work, {
      email: input.adminEmail,
      name: input.adminName ?? 'Administrator',
      roles: ['admin'],
      password: adminPassword,
    });
    return { id, key: input.key, adminEmail: person.email, adminPassword };
  });
}

export const asSystem = (tenantId: string, label: string): Who => ({
  tenantId,
  actor: SYSTEM,
  cause: { kind: 'system', id: null, label },
});
