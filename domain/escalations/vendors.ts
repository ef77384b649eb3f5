/** The suppliers a level asks: whoever stands in a contract, at the address that stands there. They are told by mail alone. */
import type { ClockParty } from '#engine/clocks/threshold-action.ts';
import type { LadderParty } from '#engine/escalation/ladder.ts';
import { dateIn } from '../clocks/clock-facts.ts';
import { configurationOf } from '../configuration.ts';
import { readRows } from '../read-rows.ts';
import { marks } from '../tickets/sql.ts';
import type { Work } from '../work.ts';

export type AskedVendor = {
  /** The contract’s. */
  readonly key: string;
  readonly name: string;
  readonly email: string;
};

export const withoutVendors = (parties: readonly LadderParty[]): readonly ClockParty[] =>
  parties.filter((party): party is ClockParty => !('vendor' in party));

/** Those whose contract holds today, where the tenant is, and names an address. */
export async function vendorsOf(
  work: Work,
  parties: readonly LadderParty[],
): Promise<readonly AskedVendor[]> {
  const keys = parties.flatMap((party) => ('vendor' in party ? [party.vendor] : []));
  if (keys.length === 0) return [];
  const { zone } = await configurationOf(work);
  return readRows<AskedVendor>(
    work,
    `select key, coalesce(vendor, name) as name, vendor_email as email from service_contract
     where tenant_id = ? and key in (${marks(keys)}) and kind = 'underpinning' and vendor_email is not null
       and ?::date between coalesce(valid_from, '-infinity') and coalesce(valid_until, 'infinity') order by key`,
    [work.tenantId, ...keys, dateIn(zone, work.now)],
  );
}
