/** Whoever publishes, or says which version new runs take, does it one after the other. */
import type { Work } from '../work.ts';
import { Process } from './process.ts';

/** Behind it runs go on being started, which only name the process: playing its scenarios may take a while. */
export async function lockProcess(work: Work, key: string): Promise<Process | null> {
  const of = { tenantId: work.tenantId, key };
  await work.em.execute('select from process where tenant_id = ? and key = ? for no key update', [
    of.tenantId,
    of.key,
  ]);
  return work.em.findOne(Process, of, { refresh: true });
}
