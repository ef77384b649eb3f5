/** What every tenant has from the start, as data. Installing again brings it up to this version and changes nothing else. */
import { installRoles } from '../people/shipped-roles.ts';
import { installProcesses } from '../processes/shipped.ts';
import { installDeskDefaults } from '../tickets/defaults.ts';
import type { Work } from '../work.ts';

export async function installShipped(work: Work): Promise<void> {
  await installRoles(work);
  await installDeskDefaults(work);
  await installProcesses(work);
}
