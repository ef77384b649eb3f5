/**
 * A back-out that somebody has asked for, from the message that says so until it was decided: who must not get in its way, and
 * what of it is over once there is a decision.
 */
import { BACK_OUT_APPROVAL } from '#engine/changes/steps.ts';
import type { Work } from '../work.ts';

export const BACK_OUT_ASKED = 'change.backOut';

/** Nobody has heard it yet, or who it was handed to has not taken it in, as while the engine is down. */
export async function isAsked(work: Work, number: string): Promise<boolean> {
  const found = await work.em.execute<unknown[]>(
    `select 1 from message m where m.kind = 'message' and m.name = ? and m.key = ?
       and (m.state = 'sent' or m.state = 'kept' and m.expires_at > ? or exists (
         select from run r join run_message i on i.run_id = r.id and i.seq > r.applied_message
         where r.id = m.run_id and i.event ->> 'message' = m.id::text)) limit 1`,
    [BACK_OUT_ASKED, number, work.now],
  );
  return found.length > 0;
}

/**
 * Whether it is still to be decided: nobody has heard it yet, those who decide are asked, or the run has not taken in what they
 * said, and so has neither taken anything back nor carried it on.
 */
export async function isBeingAsked(
  work: Work,
  { number, ticketId }: { readonly number: string; readonly ticketId: string },
): Promise<boolean> {
  if (await isAsked(work, number)) return true;
  const open = await work.em.execute<unknown[]>(
    `select 1 from approval a where a.ticket_id = ? and a.element = ? and (a.state = 'open' or exists (
       select from run r join run_message i on i.run_id = r.id and i.seq > r.applied_message
       where r.id = a.run_id and r.ended_at is null and i.event ->> 'type' = 'approvalDecided' and i.event ->> 'token' = a.token)) limit 1`,
    [ticketId, BACK_OUT_APPROVAL],
  );
  return open.length > 0;
}

/** When somebody asked for it last; null where nobody has. The message that said so is kept for a short time only. */
export async function lastAsked(work: Work, ticketId: string): Promise<string | null> {
  const [last] = await work.em.execute<{ at: string | null }[]>(
    `select to_json(max(at)) #>> '{}' as at from event where subject_kind = 'ticket' and subject_id = ? and type = 'change.backOutAsked'`,
    [ticketId],
  );
  return last?.at ?? null;
}

/** Whether anybody waits for it: a run of this change. */
export async function isHeard(
  work: Work,
  { number, ticketId }: { readonly number: string; readonly ticketId: string },
): Promise<boolean> {
  const found = await work.em.execute<unknown[]>(
    `select 1 from subscription s join run r on r.id = s.run_id
     where s.kind = 'message' and s.name = ? and s.key = ? and r.ticket_id = ? and r.ended_at is null limit 1`,
    [BACK_OUT_ASKED, number, ticketId],
  );
  return found.length > 0;
}

/**
 * Whether it is on its way to this run, which is going to call off what is open: sent and waited for, or handed over and not
 * yet taken in. Behind the run's lock, so that what is handed over later comes later.
 */
export async function isOnItsWay(work: Work, runId: string, ticketId: string): Promise<boolean> {
  const found = await work.em.execute<unknown[]>(
    `select 1 from message m join ticket t on t.number = m.key
       join subscription s on s.kind = 'message' and s.name = m.name and s.key = m.key
     where t.id = ? and s.run_id = ? and m.kind = 'message' and m.name = ? and m.state = 'sent'
     union all
     select 1 from run r join run_message i on i.run_id = r.id and i.seq > r.applied_message
       join message m on m.id = (i.event ->> 'message')::uuid
     where r.id = ? and i.event ->> 'type' = 'messageReceived' and m.name = ? limit 1`,
    [ticketId, runId, BACK_OUT_ASKED, runId, BACK_OUT_ASKED],
  );
  return found.length > 0;
}

/**
 * An approval was decided: where it was about backing out, whoever asked before that is answered, and stops nothing a second
 * time. Behind the lock of the run whose approval it was; nobody hears it while that is open.
 */
export async function forgetAsked(
  work: Work,
  { element, ticket_id: ticketId }: { readonly element: string; readonly ticket_id: string | null },
): Promise<void> {
  if (element !== BACK_OUT_APPROVAL || ticketId === null) return;
  const [ticket] = await work.em.execute<{ number: string }[]>(
    'select number from ticket where id = ?',
    [ticketId],
  );
  if (!ticket) return;
  await work.em.execute('select meet(?, ?)', [BACK_OUT_ASKED, ticket.number]);
  await work.em.execute(
    `update message set state = 'received', received_at = ?, run_id = null where kind = 'message' and name = ? and key = ?
       and (state <> 'received' or exists (select from run_message i join run r on r.id = i.run_id
         where i.run_id = message.run_id and i.seq > r.applied_message and i.event ->> 'message' = message.id::text))`,
    [work.now, BACK_OUT_ASKED, ticket.number],
  );
}
