/** Plans a change by hand, and asks those anew who are deciding about it: the one operation behind every plan that people save. */
import { lockWatchers } from '../approvals/ask-again.ts';
import { type Change, findChange } from '../changes/change.ts';
import { type Planning, type PlanPatch, planChange } from '../changes/edit-plan.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { askAnew } from './ask-anew.ts';

/** @throws DomainError as `planChange` does */
export async function planInDesk(
  work: Work,
  ticketId: string,
  patch: PlanPatch,
  planning: Planning,
): Promise<Change> {
  await lockTicket(work, ticketId);
  await lockWatchers(work, ticketId);
  const before = await findChange(work, ticketId);
  const after = await planChange(work, ticketId, patch, planning);
  if (before && before.version !== after.version) await askAnew(work, ticketId);
  return after;
}
