/**
 * What every tenant has from the start, as data: roles, desk, processes. Installing again adds what a newer version ships
 * and leaves alone what a tenant has made of the rest. Two at once wait for each other.
 */
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import { installQuestions } from '../changes/questions.ts';
import { installTemplates } from '../major/templates.ts';
import { installRoles } from '../people/shipped-roles.ts';
import { installProcesses } from '../processes/shipped.ts';
import { installDeskDefaults } from '../tickets/defaults.ts';
import type { Work } from '../work.ts';

export async function installShipped(work: Work): Promise<void> {
  await work.em.execute('select pg_advisory_xact_lock(?, hashtext(?))', [
    ADVISORY_LOCKS.installShipped,
    work.tenantId,
  ]);
  await installRoles(work);
  await installDeskDefaults(work);
  await installTemplates(work);
  await installQuestions(work);
  await work.em.flush();
  await installProcesses(work);
  await work.em.flush();
}
