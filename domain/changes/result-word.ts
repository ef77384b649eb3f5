/** How a change went is anybody's word who works on it, but that what was taken back went well is a change manager's. */
import type { Result } from '#engine/changes/plan.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';

/** @throws DomainError not_permitted */
export async function demandResultWord(
  work: Work,
  { ticketId, number }: { readonly ticketId: string; readonly number: string },
  result: Result | null | undefined,
  pointer: string,
): Promise<void> {
  if (result !== 'successful' && result !== 'partly') return;
  const undone = await work.em.execute<unknown[]>(
    "select 1 from task where ticket_id = ? and undoes and state = 'completed' limit 1",
    [ticketId],
  );
  if (undone.length === 0) return;
  throw new DomainError(
    'not_permitted',
    `What was done of ${number} was taken back: that it went well nevertheless is said by whoever has cab.manage.`,
    {
      errors: [{ pointer: `${pointer}/result`, detail: 'Leave this to a change manager.' }],
      values: { permission: 'cab.manage' },
    },
  );
}
