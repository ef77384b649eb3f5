/** Whoever has proposed a version is told what became of it, by the record itself: a process would tell what it was about to be. */
import { notify } from '../mail/notify.ts';
import type { Work } from '../work.ts';
import type { Standard } from './standard.ts';

/** Part of what decides it. */
export async function tellProposer(
  work: Work,
  { id, name }: Pick<Standard, 'id' | 'name'>,
  version: number,
  { isApproved, reason }: { readonly isApproved: boolean; readonly reason: string },
): Promise<void> {
  const [row] = await work.em.execute<{ by: string | null }[]>(
    'select proposed_by as by from standard_change_version where standard_id = ? and number = ?',
    [id, version],
  );
  // Whoever decides it sees what comes of it.
  if (!row || row.by === null || row.by === work.actor.id) return;
  const kind = isApproved ? 'standardApproved' : 'standardRejected';
  await notify(work, [row.by], { kind, standard: name, version, reason }, null);
}
