/** The services of a tenant by name: what can be affected, and what the status page shows. */
import { DomainError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';

export type Service = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly version: number;
};

export type NewService = {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
};

const SELECT = 'select id, key, name, description, version from service';

/** By key. */
export const listServices = (
  work: Work,
  { take, after }: { readonly take: number; readonly after: string | null },
): Promise<Service[]> =>
  work.em.execute<Service[]>(
    `${SELECT} ${after === null ? '' : 'where key > ?'} order by key limit ?`,
    [...(after === null ? [] : [after]), take],
  );

/** By key or id. @throws DomainError not_found */
export async function getService(work: Work, ref: string): Promise<Service> {
  const [found] = await work.em.execute<Service[]>(
    `${SELECT} where ${isId(ref) ? 'id' : 'key'} = ?`,
    [ref.toLowerCase()],
  );
  if (!found) throw new DomainError('not_found', 'There is no such service.');
  return found;
}

/** @throws DomainError already_exists */
export async function addService(work: Work, added: NewService): Promise<Service> {
  const id = newId();
  const { key, name, description = '' } = added;
  const rows = await work.em.execute<unknown[]>(
    `insert into service (id, tenant_id, key, name, description) values (?, current_tenant(), ?, ?, ?)
     on conflict (tenant_id, key) do nothing returning 1`,
    [id, key, name, description],
  );
  if (rows.length === 0) refuseTaken('/key', `There is a service “${key}” already.`);
  await record(work, {
    type: 'service.added',
    subject: { kind: 'service', id },
    changes: { name: { before: null, after: name } },
  });
  return getService(work, id);
}

/** @throws DomainError not_found, stale_version */
export async function changeService(
  work: Work,
  ref: string,
  change: { readonly name?: string; readonly description?: string },
  expected?: number,
): Promise<Service> {
  const before = await lockService(work, ref, expected);
  const { name, description } = { ...before, ...change };
  await work.em.execute(
    'update service set name = ?, description = ?, version = version + 1 where id = ?',
    [name, description, before.id],
  );
  await record(work, {
    type: 'service.changed',
    subject: { kind: 'service', id: before.id },
    changes: { name: { before: before.name, after: name } },
  });
  return getService(work, before.id);
}

/** @throws DomainError not_found, stale_version, in_use by a major incident that is or was */
export async function removeService(work: Work, ref: string, expected?: number): Promise<void> {
  const service = await lockService(work, ref, expected);
  const used = await work.em.execute<unknown[]>(
    'select 1 from major_incident_service where service_id = ? limit 1',
    [service.id],
  );
  if (used.length > 0)
    throw new DomainError(
      'in_use',
      `“${service.name}” stands in major incidents, and their history would lose it.`,
    );
  await work.em.execute('delete from service where id = ?', [service.id]);
  await record(work, {
    type: 'service.removed',
    subject: { kind: 'service', id: service.id },
    changes: { key: { before: service.key, after: null } },
  });
}

async function lockService(work: Work, ref: string, expected?: number): Promise<Service> {
  const { id } = await getService(work, ref);
  await work.em.execute('select from service where id = ? for update', [id]);
  const service = await getService(work, id);
  demandVersion(expected, service.version);
  return service;
}
