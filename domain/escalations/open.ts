/** Begins an escalation on a ticket, unless one is open already. Its workflow asks the first level at once. */
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { send } from '../outbox.ts';
import type { Work } from '../work.ts';
import { Escalation } from './escalation.ts';
import { getLadder } from './ladders.ts';
import { USUAL_LADDER } from './usual.ts';

/**
 * `target` is the name of what was missed. Returns the id of the open escalation. The caller holds the ticket's lock.
 * @throws DomainError not_found for a ladder that is not there
 */
export async function openEscalation(
  work: Work,
  ticketId: string,
  target: string,
  ladder: string = USUAL_LADDER,
): Promise<string> {
  const open = await work.em.findOne(Escalation, { ticketId, state: 'open' });
  if (open) return open.id;
  const { key: ladderKey, version: ladderVersion } = await getLadder(work, ladder);
  const reason = `The target “${target}” was missed.`;
  const escalation = work.em.create(
    Escalation,
    {
      id: newId(),
      tenantId: work.tenantId,
      ticketId,
      reason,
      target,
      ladderKey,
      ladderVersion,
      level: 0,
      asked: 0,
      state: 'open',
      nextAt: work.now,
      levelDueAt: work.now,
      snoozedUntil: null,
      snoozeReason: null,
      openedAt: work.now,
      acknowledgedAt: null,
      acknowledgedBy: null,
    },
    { persist: true },
  );
  await record(work, {
    type: 'escalation.opened',
    subject: { kind: 'ticket', id: ticketId },
    data: { escalationId: escalation.id, reason, ladder: ladderKey },
  });
  await work.em.flush();
  send(work, 'escalation', escalation.id, { at: work.now.toISOString() });
  return escalation.id;
}
