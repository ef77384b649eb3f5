/**
 * Makes and changes what is promised. Each state of a policy is kept as a version; tickets that are open go on by the one they
 * were promised by until they are counted again by choice.
 */
import { Check } from 'typebox/schema';
import { type ClockPolicy, ClockPolicy as ClockPolicySchema } from '#engine/clocks/policy.ts';
import { policyProblems } from '#engine/clocks/problems.ts';
import { isTooDeep, schemaErrors } from '#engine/lint/schema-errors.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import type { Work } from '../work.ts';
import { Calendar } from './calendar.ts';
import { SlaPolicy } from './sla-policy.ts';

/** `under`: where it stands in what was sent. @throws DomainError invalid_input, with a pointer to each place where it has not the shape of a policy */
export function demandPolicy(value: unknown, under = ''): ClockPolicy {
  const errors = isTooDeep(value)
    ? [{ pointer: '', detail: 'It is nested too deeply.' }]
    : schemaErrors(ClockPolicySchema, value).slice(0, ERRORS_MAX);
  if (errors.length === 0 && Check(ClockPolicySchema, value)) return value as ClockPolicy;
  throw new DomainError('invalid_input', 'This is no policy.', {
    errors: errors.map(({ pointer, detail }) => ({ pointer: `${under}${pointer}`, detail })),
  });
}

const ERRORS_MAX = 100;

/** @throws DomainError already_exists; invalid_input when the policy makes no sense */
export async function createPolicy(work: Work, policy: ClockPolicy): Promise<SlaPolicy> {
  if (await work.em.findOne(SlaPolicy, { tenantId: work.tenantId, key: policy.key }))
    refuseTaken('/key', `There is a policy "${policy.key}" already.`);
  await demandSense(work, policy);
  const id = newId();
  // As a statement of its own: the mapper lets every new row begin with version 1.
  await work.em.execute(
    'insert into sla_policy (id, tenant_id, key, place, policy, version) values (?, ?, ?, ?, ?, ?)',
    [
      id,
      work.tenantId,
      policy.key,
      await lastPlace(work),
      JSON.stringify(policy),
      await nextVersion(work, policy.key),
    ],
  );
  const made = await work.em.findOneOrFail(SlaPolicy, { id });
  await keepVersion(work, made);
  await tell(work, made, 'created', null, policy);
  return made;
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

/** Fields that are given take the place of what was; null takes a field away. @throws DomainError invalid_input */
export async function changePolicy(
  work: Work,
  row: SlaPolicy,
  change: { readonly [field: string]: unknown },
): Promise<SlaPolicy> {
  const before = row.policy;
  const merged = Object.entries({ ...before, ...change, key: row.key });
  const policy = demandPolicy(
    Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined)),
  );
  if (JSON.stringify(policy) === JSON.stringify(before)) return row;
  await demandSense(work, policy);
  row.policy = policy;
  await work.em.flush();
  await keepVersion(work, row);
  await tell(work, row, 'changed', before, policy);
  return row;
}

/** The order in which policies are asked; those that are not named keep theirs behind these. @throws DomainError invalid_input */
export async function orderPolicies(work: Work, keys: readonly string[]): Promise<void> {
  const rows = await work.em.find(
    SlaPolicy,
    { tenantId: work.tenantId },
    { orderBy: { place: 'asc', key: 'asc' } },
  );
  const known = new Map(rows.map((row) => [row.key, row]));
  const unknown = keys.findIndex((key) => !known.has(key));
  if (unknown >= 0)
    throw new DomainError('invalid_input', `There is no policy "${keys[unknown]}".`, {
      errors: [{ pointer: `/order/${unknown}`, detail: 'There is no such policy.' }],
    });
  const before = rows.map(({ key }) => key);
  const after = [...new Set([...keys, ...before])];
  if (after.join() === before.join()) return;
  // Its place is no part of a policy: no version is made of it. Whoever else orders them takes them in the same turn.
  const places = [...after.entries()].toSorted(([, one], [, other]) => (one < other ? -1 : 1));
  for (const [place, key] of places)
    await work.em.execute('update sla_policy set place = ? where tenant_id = ? and key = ?', [
      place,
      work.tenantId,
      key,
    ]);
  await record(work, {
    type: 'policy.ordered',
    subject: { kind: 'tenant', id: work.tenantId },
    changes: { order: { before, after } },
  });
  await touchConfiguration(work);
}

/** Clocks that run under it keep their targets. */
export async function removePolicy(work: Work, row: SlaPolicy): Promise<void> {
  work.em.remove(row);
  await tell(work, row, 'removed', row.policy, null);
}

async function demandSense(work: Work, policy: ClockPolicy): Promise<void> {
  const calendars = await work.em.find(Calendar, { tenantId: work.tenantId });
  const keys = new Set(calendars.map(({ key }) => key));
  const errors = policyProblems(policy, (key) => keys.has(key));
  if (errors.length > 0)
    throw new DomainError('invalid_input', errors.map(({ detail }) => detail).join(' '), {
      errors: [...errors],
    });
}

async function lastPlace(work: Work): Promise<number> {
  const [row] = await work.em.execute<{ place: number }[]>(
    'select coalesce(max(place), -1)::int + 1 as place from sla_policy where tenant_id = ?',
    [work.tenantId],
  );
  return row?.place ?? 0;
}

/** A key that is used again goes on counting, so that no version is ever another one's. */
async function nextVersion(work: Work, key: string): Promise<number> {
  const [row] = await work.em.execute<{ next: number }[]>(
    'select coalesce(max(number), 0)::int + 1 as next from sla_policy_version where tenant_id = ? and policy_key = ?',
    [work.tenantId, key],
  );
  return row?.next ?? 1;
}

async function keepVersion(work: Work, row: SlaPolicy): Promise<void> {
  await work.em.execute(
    'insert into sla_policy_version (tenant_id, policy_key, number, policy, saved_at) values (?, ?, ?, ?, ?)',
    [work.tenantId, row.key, row.version, JSON.stringify(row.policy), work.now],
  );
}

async function tell(
  work: Work,
  row: SlaPolicy,
  what: string,
  before: ClockPolicy | null,
  after: ClockPolicy | null,
): Promise<void> {
  const fields = [
    ...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]),
  ] as (keyof ClockPolicy)[];
  const differing = fields.filter(
    (field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]),
  );
  await record(work, {
    type: `policy.${what}`,
    subject: { kind: 'policy', id: row.id },
    changes: Object.fromEntries(
      differing.map((field) => [
        field,
        { before: before?.[field] ?? null, after: after?.[field] ?? null },
      ]),
    ),
    data: { key: row.key, version: row.version },
  });
  await touchConfiguration(work);
}
