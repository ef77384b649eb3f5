/** What a tenant promises and when it and those it serves work, as this process keeps it; changing it moves the configuration's revision. */
import type { Calendar as Hours } from '#engine/calendar.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Work } from '../work.ts';

type Reader = Pick<Work, 'em' | 'tenantId'>;

export type PolicyInForce = {
  readonly version: number;
  readonly policy: ClockPolicy;
  /** When this version was saved; absent of one that is only tried. */
  readonly savedAt?: string;
};

export type CalendarInForce = {
  readonly key: string;
  readonly version: number;
  readonly hours: Hours;
};

export type OrganizationInForce = {
  readonly id: string;
  readonly key: string;
  readonly parentId: string | null;
  readonly tier: string | null;
  readonly calendar: string | null;
  readonly timeZone: string | null;
  readonly contracts: readonly ContractInForce[];
};

export type ContractInForce = {
  readonly key: string;
  readonly tier: string | null;
  /** Local dates, both included. */
  readonly from: string | null;
  readonly until: string | null;
};

/** In the order in which they are asked. */
export async function loadPolicies({ em, tenantId }: Reader): Promise<PolicyInForce[]> {
  return em.execute<PolicyInForce[]>(
    `select p.version, p.policy, to_json(v.saved_at) #>> '{}' as "savedAt" from sla_policy p
     join sla_policy_version v on v.tenant_id = p.tenant_id and v.policy_key = p.key and v.number = p.version
     where p.tenant_id = ? order by p.place, p.key`,
    [tenantId],
  );
}

export async function loadCalendars({
  em,
  tenantId,
}: Reader): Promise<Map<string, CalendarInForce>> {
  const rows = await em.execute<CalendarInForce[]>(
    'select key, version, hours from calendar where tenant_id = ?',
    [tenantId],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** By id and by key. What a vendor owes an organization is none of its own contracts: it makes nobody a gold customer. */
export async function loadOrganizations({
  em,
  tenantId,
}: Reader): Promise<Map<string, OrganizationInForce>> {
  const rows = await em.execute<OrganizationInForce[]>(
    `select o.id, o.key, o.parent_id as "parentId", o.tier, o.calendar_key as calendar, o.time_zone as "timeZone",
       coalesce((select jsonb_agg(jsonb_build_object('key', c.key, 'tier', c.tier, 'from', c.valid_from, 'until', c.valid_until) order by c.key)
         from service_contract c where c.organization_id = o.id and c.kind <> 'underpinning'), '[]') as contracts
     from organization o where o.tenant_id = ?`,
    [tenantId],
  );
  return new Map(
    rows.flatMap(
      (row) =>
        [
          [row.id, row],
          [row.key, row],
        ] as const,
    ),
  );
}

export type OrganizationFacts = {
  readonly organization: { readonly key: string; readonly tier: string | null } | null;
  readonly contract: { readonly key: string; readonly tier: string | null } | null;
};

/** What its own record does not say its parents do. `today` decides which contract holds. */
export function organizationFacts(
  organizations: ReadonlyMap<string, OrganizationInForce>,
  ref: string | null,
  today: string,
): OrganizationFacts {
  const chain = chainOf(organizations, ref);
  const [own] = chain;
  const contract = chain
    .flatMap(({ contracts }) => contracts)
    .find(({ from, until }) => (from ?? '') <= today && today <= (until ?? '9999-12-31'));
  const tier = contract?.tier ?? chain.find((one) => one.tier !== null)?.tier ?? null;
  return {
    organization: own ? { key: own.key, tier } : null,
    contract: contract ? { key: contract.key, tier: contract.tier } : null,
  };
}

/** It and those above it, from below. */
export function chainOf(
  organizations: ReadonlyMap<string, OrganizationInForce>,
  ref: string | null,
): readonly OrganizationInForce[] {
  const chain: OrganizationInForce[] = [];
  for (let at = ref === null ? undefined : organizations.get(ref); at; ) {
    if (chain.includes(at)) break;
    chain.push(at);
    at = at.parentId === null ? undefined : organizations.get(at.parentId);
  }
  return chain;
}
