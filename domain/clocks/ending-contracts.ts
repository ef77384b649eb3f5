/** Tells whoever manages settings of contracts that are about to end: once for each end, as many days before as the contract says. */
import { configurationOf } from '../configuration.ts';
import { record } from '../events/record.ts';
import { tellKeepers } from '../mail/tell-keepers.ts';
import type { Work } from '../work.ts';
import { dateIn } from './clock-facts.ts';

type Ending = { readonly id: string; readonly name: string; readonly until: string };

/** Returns how many there were. Two that do it at once tell it once. */
export async function tellOfEndingContracts(work: Work): Promise<number> {
  const today = dateIn((await configurationOf(work)).zone, work.now);
  const ending = await work.em.execute<Ending[]>(
    `update service_contract set warned_of = valid_until
     where tenant_id = ? and warn_days > 0 and valid_until >= ?::date and valid_until - warn_days <= ?::date
       and warned_of is distinct from valid_until
     returning id, name, valid_until::text as until`,
    [work.tenantId, today, today],
  );
  if (ending.length === 0) return 0;
  for (const { id, name, until } of ending) {
    const people = await tellKeepers(
      work,
      { kind: 'contractEnds', contract: name, until },
      { key: `contractEnds:${id}:${until}`, path: '/settings/contracts', ticketId: null },
    );
    await record(work, {
      type: 'contract.ending',
      subject: { kind: 'contract', id },
      data: { name, until, told: people.length },
    });
  }
  return ending.length;
}
