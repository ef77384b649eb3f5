/**
 * Backing a change out while it is carried out in steps, or seen at work: somebody asks, the process that carries it out hears
 * it, and what comes of it is the process's. Asked once: whoever asks holds the ticket's lock, and a second asking finds the
 * first one's message, which nobody has heard yet, or nobody who waits for one.
 */

import { sendMessage } from '../correlation/send-message.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { lockTicket } from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { BACK_OUT_ASKED, isAsked, isHeard } from './asked-back-out.ts';
import { type Change, findChange } from './change.ts';
import { type StepNow, stepsOf } from './steps.ts';

/** Between two steps nobody waits for a moment; whoever asks again later is not answered by what was asked before. */
const KEEP_SECONDS = 60;

export type BackOut = 'possible' | 'nothing_done' | 'nothing_runs' | 'asked';

/** Whether it can be asked for now, or why not. */
export async function backOutOf(
  work: Work,
  change: Change,
  steps: readonly StepNow[],
): Promise<BackOut> {
  if (change.status === 'closed' || change.status === 'cancelled') return 'nothing_runs';
  if (await isAsked(work, change.number)) return 'asked';
  if (!(await isHeard(work, change))) return 'nothing_runs';
  return steps.some(mayHold) ? 'possible' : 'nothing_done';
}

/** Done, or under way: what is half done of it is taken back as well. */
const mayHold = ({ state, undo }: StepNow): boolean =>
  state === 'done' || (state === 'doing' && undo !== '');

const REFUSED: Readonly<Record<Exclude<BackOut, 'possible'>, (number: string) => string>> = {
  nothing_done: (number) =>
    `No step of ${number} is done yet, or under way with something to take back.`,
  nothing_runs: (number) =>
    `Nothing that could be backed out is under way: no steps of ${number} are being carried out, or it is being backed out already.`,
  asked: (number) => `It was asked already that ${number} be backed out.`,
};

/** @throws DomainError not_found, nothing_to_back_out */
export async function backOutChange(work: Work, ticketId: string, reason: string): Promise<Change> {
  const ticket = await lockTicket(work, ticketId);
  const change = await findChange(work, ticketId);
  if (!change) throw new DomainError('not_found', `${ticket.number} is no change.`);
  const can = await backOutOf(work, change, await stepsOf(work, change));
  if (can !== 'possible')
    throw new DomainError('nothing_to_back_out', REFUSED[can](ticket.number), {
      values: { reason: can },
    });
  await sendMessage(work, {
    kind: 'message',
    name: BACK_OUT_ASKED,
    key: ticket.number,
    value: { message: reason, by: await nameOf(work) },
    keepSeconds: KEEP_SECONDS,
  });
  await record(work, {
    type: 'change.backOutAsked',
    subject: { kind: 'ticket', id: ticketId },
    data: { reason, internal: true },
  });
  return change;
}

async function nameOf(work: Work): Promise<string | null> {
  const [row] = await work.em.execute<{ name: string }[]>('select name from person where id = ?', [
    work.actor.id,
  ]);
  return row?.name ?? null;
}
