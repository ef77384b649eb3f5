/** Makes and changes what is promised. A change holds for new tickets and for those whose priority changes afterwards. */
import { touchConfiguration } from '../configuration.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { Calendar } from './calendar.ts';
import { SlaPolicy } from './sla-policy.ts';

export type PolicyFields = {
  readonly key: string;
  readonly name: string;
  readonly ticketTypes: readonly string[];
  readonly targets: Readonly<Record<string, number>>;
  readonly calendar: string;
  readonly active?: boolean;
};

export async function createPolicy(work: Work, fields: PolicyFields): Promise<SlaPolicy> {
  if (await work.em.findOne(SlaPolicy, { tenantId: work.tenantId, key: fields.key }))
    throw new DomainError('already_exists', `There is a policy "${fields.key}" already.`);
  const row = {
    id: newId(),
    tenantId: work.tenantId,
    key: fields.key,
    name: fields.name,
    ticketTypes: [...fields.ticketTypes],
    targets: { ...fields.targets },
    calendarKey: await calendarKey(work, fields.calendar),
    active: fields.active ?? true,
    version: 1,
  };
  const policy = work.em.create(SlaPolicy, row, { persist: true });
  await tell(work, policy, 'created', {}, told(policy));
  return policy;
}

/** By id or key. @throws DomainError not_found, stale_version */
export async function getPolicy(work: Work, ref: string, expected?: number): Promise<SlaPolicy> {
  const policy = await work.em.findOne(
    SlaPolicy,
    isId(ref) ? { id: ref } : { tenantId: work.tenantId, key: ref },
  );
  if (!policy) throw new DomainError('not_found', 'There is no such policy.');
  if (expected !== undefined && expected !== policy.version) {
    throw new DomainError(
      'stale_version',
      `Policy "${policy.key}" has been changed since you read it.`,
      { values: { currentVersion: policy.version } },
    );
  }
  return policy;
}

export async function changePolicy(
  work: Work,
  policy: SlaPolicy,
  change: Partial<Omit<PolicyFields, 'key'>>,
): Promise<SlaPolicy> {
  const before = told(policy);
  policy.name = change.name ?? policy.name;
  if (change.ticketTypes) policy.ticketTypes = [...change.ticketTypes];
  if (change.targets) policy.targets = { ...change.targets };
  if (change.calendar !== undefined) policy.calendarKey = await calendarKey(work, change.calendar);
  policy.active = change.active ?? policy.active;
  await tell(work, policy, 'changed', before, told(policy));
  return policy;
}

/** Clocks that run under it keep their targets. */
export async function removePolicy(work: Work, policy: SlaPolicy): Promise<void> {
  work.em.remove(policy);
  await tell(work, policy, 'removed', told(policy), {});
}

async function calendarKey(work: Work, key: string): Promise<string> {
  return (
    (await work.em.findOne(Calendar, { tenantId: work.tenantId, key }))?.key ??
    invalid('/calendar', `There is no calendar "${key}".`)
  );
}

const told = (policy: SlaPolicy): Record<string, unknown> => ({
  name: policy.name,
  ticketTypes: [...policy.ticketTypes],
  targets: { ...policy.targets },
  calendar: policy.calendarKey,
  active: policy.active,
});

async function tell(
  work: Work,
  policy: SlaPolicy,
  what: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  await record(work, {
    type: `policy.${what}`,
    subject: { kind: 'policy', id: policy.id },
    changes: Object.fromEntries(
      fields.map((field) => [
        field,
        { before: before[field] ?? null, after: after[field] ?? null },
      ]),
    ),
    data: { key: policy.key },
  });
  await touchConfiguration(work);
}
