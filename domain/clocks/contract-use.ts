/** What hangs on a contract: the tickets it holds for, what holds after it, and who asks about it or its vendor. */
import { configurationOf } from '../configuration.ts';
import type { Work } from '../work.ts';
import type { ContractView } from './contracts.ts';
import { chainOf } from './in-force.ts';

type Named = { readonly key: string; readonly name: string };

export type ContractUse = {
  readonly tickets: number;
  readonly successor: (Named & { readonly tier: string | null }) | null;
  readonly policies: readonly Named[];
  readonly ladders: readonly Named[];
};

export async function contractUse(work: Work, contract: ContractView): Promise<ContractUse> {
  const { tenantId } = work;
  const [row] = await work.em.execute<{ tickets: number }[]>(
    `with recursive beneath as (
       select id from organization where id = ? union select o.id from organization o join beneath b on o.parent_id = b.id)
     select count(*)::int as tickets from ticket where tenant_id = ? and organization_id in (select id from beneath)
       and deleted_at is null and status not in ('resolved', 'closed', 'cancelled')`,
    [contract.organization.id, tenantId],
  );
  const policies = await work.em.execute<Named[]>(
    `select key, policy ->> 'name' as name from sla_policy
     where tenant_id = ? and exists (select from jsonb_array_elements_text(jsonb_path_query_array(policy, '$.**.fact')) as f(fact)
       where f.fact like 'contract.%' or f.fact = 'organization.tier') order by place, key`,
    [tenantId],
  );
  const ladders = await work.em.execute<Named[]>(
    `select key, ladder ->> 'name' as name from escalation_ladder
     where tenant_id = ? and jsonb_path_query_array(ladder, '$.**.vendor') @> to_jsonb(?::text) order by key`,
    [tenantId, contract.key],
  );
  return {
    tickets: row?.tickets ?? 0,
    successor: await successorOf(work, contract),
    policies,
    ladders,
  };
}

/** What holds for its organization on the day after it ends: another of its own, or one from above. */
async function successorOf(
  work: Work,
  { key, organization, validUntil }: ContractView,
): Promise<ContractUse['successor']> {
  if (validUntil === null) return null;
  const after = nextDay(validUntil);
  const { organizations } = await configurationOf(work);
  const next = chainOf(organizations, organization.id)
    .flatMap(({ contracts }) => contracts)
    .find(
      (one) => one.key !== key && (one.from ?? '') <= after && after <= (one.until ?? '9999-12-31'),
    );
  if (!next) return null;
  const [row] = await work.em.execute<{ name: string }[]>(
    'select name from service_contract where tenant_id = ? and key = ?',
    [work.tenantId, next.key],
  );
  return { key: next.key, name: row?.name ?? next.key, tier: next.tier };
}

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
