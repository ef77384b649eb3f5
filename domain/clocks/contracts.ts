/** Makes and changes contracts. Tickets that are open keep the promises they have until something about them changes. */
import { isDate } from '#engine/calendar/dates.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, invalid, refuseTaken } from '../errors.ts';
import { changesBetween } from '../events/changes.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { resolveOrganization } from '../tickets/references.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type ContractKind, ServiceContract } from './contract.ts';

export type ContractFields = {
  readonly name: string;
  readonly kind?: ContractKind;
  readonly vendor?: string | null;
  readonly vendorEmail?: string | null;
  readonly warnDays?: number;
  readonly tier?: string | null;
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
};

export type ContractView = Required<ContractFields> & {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly organization: { readonly id: string; readonly key: string; readonly name: string };
};

const VIEW = `select c.id, c.key, c.name, c.kind, c.vendor, c.vendor_email as "vendorEmail", c.warn_days as "warnDays", c.tier, c.valid_from::text as "validFrom", c.valid_until::text as "validUntil", c.version,
  jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name) as organization
  from service_contract c join organization o on o.id = c.organization_id`;

export async function listContracts(
  work: Work,
  page: { readonly take: number; readonly after: string | null },
): Promise<ContractView[]> {
  return work.em.execute<ContractView[]>(
    `${VIEW} where c.tenant_id = ? ${page.after === null ? '' : 'and c.key > ?'} order by c.key limit ?`,
    [work.tenantId, ...(page.after === null ? [] : [page.after]), page.take],
  );
}

/** By id or key. @throws DomainError not_found */
export async function getContract(work: Work, ref: string): Promise<ContractView> {
  await work.em.flush();
  const [row] = await work.em.execute<ContractView[]>(
    `${VIEW} where c.tenant_id = ? and ${isId(ref) ? 'c.id' : 'c.key'} = ?`,
    [work.tenantId, ref],
  );
  return row ?? notFound();
}

/** @throws DomainError already_exists, invalid_input */
export async function createContract(
  work: Work,
  input: ContractFields & { readonly key: string; readonly organization: string },
): Promise<string> {
  const { key, name, kind = 'sla', warnDays = 30, tier = null } = input;
  const { vendor = null, vendorEmail = null, validFrom = null, validUntil = null } = input;
  if (await work.em.findOne(ServiceContract, { tenantId: work.tenantId, key }))
    refuseTaken('/key', `There is a contract "${key}" already.`);
  demandDates(validFrom, validUntil);
  demandVendor(kind, vendor);
  const organization = await resolveOrganization(work, input.organization, '/organization');
  const id = newId();
  const row = { id, tenantId: work.tenantId, organizationId: organization.id, key, name, kind };
  const said = { vendor, vendorEmail, warnDays, tier, validFrom, validUntil };
  work.em.create(ServiceContract, { ...row, ...said }, { persist: true });
  await tell(work, id, 'created', changesBetween({}, { ...input }));
  return id;
}

/** @throws DomainError not_found, stale_version, invalid_input; in_use where a ladder asks its vendor and could no longer */
export async function changeContract(
  work: Work,
  ref: string,
  patch: Partial<ContractFields>,
  expected?: number,
): Promise<string> {
  const contract = await contractNamed(work, ref);
  demandVersion(expected, contract.version);
  const { name, kind, warnDays, tier = null, validFrom = null, validUntil = null } = contract;
  const { vendor = null, vendorEmail = null } = contract;
  const before = { name, kind, vendor, vendorEmail, warnDays, tier, validFrom, validUntil };
  const changes = changesBetween(before, patch);
  const after = { ...before, ...patch };
  demandDates(after.validFrom, after.validUntil);
  demandVendor(after.kind, after.vendor);
  if (Object.keys(changes).length === 0) return contract.id;
  if (isReached(before) && !isReached(after)) await demandUnasked(work, contract.key);
  Object.assign(contract, after);
  await tell(work, contract.id, 'changed', changes);
  return contract.id;
}

/** @throws DomainError not_found, stale_version; in_use while a ladder asks its vendor */
export async function removeContract(work: Work, ref: string, expected?: number): Promise<void> {
  const contract = await contractNamed(work, ref);
  demandVersion(expected, contract.version);
  await demandUnasked(work, contract.key);
  work.em.remove(contract);
  await tell(work, contract.id, 'removed', { key: { before: contract.key, after: null } });
}

/** A ladder can ask whoever owes it. */
const isReached = ({ kind, vendorEmail }: Pick<ContractView, 'kind' | 'vendorEmail'>): boolean =>
  kind === 'underpinning' && vendorEmail !== null;

async function demandUnasked(work: Work, key: string): Promise<void> {
  const [ladder] = await work.em.execute<{ key: string }[]>(
    `select key from escalation_ladder where jsonb_path_query_array(ladder, '$.**.vendor') @> to_jsonb(?::text) order by key limit 1`,
    [key],
  );
  if (ladder) throw new DomainError('in_use', `The ladder "${ladder.key}" asks its vendor.`);
}

async function tell(
  work: Work,
  id: string,
  what: string,
  changes: ReturnType<typeof changesBetween>,
): Promise<void> {
  await record(work, { type: `contract.${what}`, subject: { kind: 'contract', id }, changes });
  await work.em.flush();
  await touchConfiguration(work);
}

function demandDates(from: string | null, until: string | null): void {
  if (from !== null && !isDate(from)) invalid('/validFrom', `“${from}” is no date.`);
  if (until !== null && !isDate(until)) invalid('/validUntil', `“${until}” is no date.`);
  if (from !== null && until !== null && until < from)
    invalid('/validUntil', `“${until}” lies before “${from}”.`);
}

function demandVendor(kind: ContractKind, vendor: string | null): void {
  if (kind === 'underpinning' && (vendor ?? '').trim() === '')
    invalid('/vendor', 'Say which vendor owes it.');
}

const contractNamed = async (work: Work, ref: string): Promise<ServiceContract> =>
  (await work.em.findOne(
    ServiceContract,
    isId(ref) ? { id: ref } : { tenantId: work.tenantId, key: ref },
  )) ?? notFound();

const notFound = (): never => {
  throw new DomainError('not_found', 'There is no such contract.');
};
