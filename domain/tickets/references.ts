/**
 * People, groups, queues and organizations as others name them: a key or an address for convenience, or an id. An unknown one is
 * a mistake in the input, told with a pointer to it.
 */
import { invalid } from '../errors.ts';
import { isId } from '../ids.ts';
import type { Work } from '../work.ts';

export type PersonRef = { readonly id: string; readonly name: string; readonly email: string };
export type KeyRef = { readonly id: string; readonly key: string; readonly name: string };

export async function resolvePerson(work: Work, ref: string, pointer: string): Promise<PersonRef> {
  const rows = await work.em.execute<PersonRef[]>(
    `select id, name, email from person where ${isId(ref) ? 'id = ?' : 'tenant_id = ? and email = ?'} and active and not outside`,
    isId(ref) ? [ref] : [work.tenantId, ref.toLowerCase()],
  );
  return rows[0] ?? invalid(pointer, `There is no active person "${ref}".`);
}

export async function resolveQueue(work: Work, ref: string, pointer: string): Promise<KeyRef> {
  return (await byKey(work, 'queue', ref)) ?? invalid(pointer, `There is no queue "${ref}".`);
}

export async function resolveOrganization(
  work: Work,
  ref: string,
  pointer: string,
): Promise<KeyRef> {
  return (
    (await byKey(work, 'organization', ref)) ??
    invalid(pointer, `There is no organization "${ref}".`)
  );
}

export async function resolveGroup(work: Work, ref: string, pointer: string): Promise<KeyRef> {
  return (
    (await byKey(work, 'people_group', ref)) ?? invalid(pointer, `There is no group "${ref}".`)
  );
}

async function byKey(
  work: Work,
  table: 'queue' | 'organization' | 'people_group',
  ref: string,
): Promise<KeyRef | undefined> {
  const rows = await work.em.execute<KeyRef[]>(
    `select id, key, name from ${table} where tenant_id = ? and ${isId(ref) ? 'id' : 'key'} = ?`,
    [work.tenantId, ref],
  );
  return rows[0];
}
