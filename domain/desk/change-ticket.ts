/** Changes a ticket and lets the processes it is in know: the one operation behind every way of changing a ticket from outside. */
import { isDeepStrictEqual } from 'node:util';
import { lockWatchers } from '../approvals/ask-again.ts';
import { followDeletion, lockWithCause } from '../changes/causes.ts';
import { weighAnew } from '../changes/weigh.ts';
import { AFFECTED_MAX, setAffected } from '../config-items/affected.ts';
import { invalid } from '../errors.ts';
import { lockWithFollowers } from '../links/links.ts';
import { demandReviewed, followMajor, isDone } from '../major/follow.ts';
import { reactToTicketChange } from '../processes/react.ts';
import { type TicketPatch, toTicketPatch } from '../tickets/patch.ts';
import type { Ticket } from '../tickets/ticket.ts';
import {
  demandVersion,
  lockTicket,
  removeTicket,
  type TicketChange,
  updateTicket,
} from '../tickets/update.ts';
import type { Work } from '../work.ts';
import { askAnew } from './ask-anew.ts';

/**
 * `expected` is the version the caller has seen, if it says so; `note` is said on what is resolved with the ticket.
 * @throws DomainError stale_version, invalid_input, transition_not_allowed
 */
export async function changeTicket(
  work: Work,
  id: string,
  patch: TicketPatch,
  expected?: number,
  note?: string,
): Promise<TicketChange> {
  const ticket = await lockToMove(work, id, patch);
  demandVersion(ticket, expected);
  if (patch.status === 'closed' && work.actor.kind === 'person') await demandReviewed(work, id);
  const change = await updateTicket(work, ticket, patch);
  if (!change.eventId) return change;
  if (ticket.type === 'change' && isOfRisk(change)) await weighAnew(work, id);
  await lockWatchers(work, id);
  await followMajor(work, change, changeTicket, note);
  await reactToTicketChange(work, change.before, change.after);
  await askAnew(work, id);
  return change;
}

/** With what follows it, where that is resolved with it. */
async function lockToMove(work: Work, id: string, { status }: TicketPatch): Promise<Ticket> {
  if (isDone(status)) await lockWithFollowers(work, [id]);
  return lockTicket(work, id);
}

/** What rules may tell the risk of a change from; how far it is, and who has it, says nothing about that. */
const OF_RISK = ['title', 'category', 'impact', 'urgency', 'priority', 'tags', 'custom'] as const;
const isOfRisk = ({ before, after }: TicketChange): boolean =>
  OF_RISK.some((field) => !isDeepStrictEqual(before[field], after[field]));

/**
 * The same from JSON, with what it is about. That comes first, so that whatever looks at the ticket as it is changed sees it.
 * @throws DomainError as `changeTicket` and `setAffected` do
 */
export async function changeTicketAsSaid(
  work: Work,
  id: string,
  { configItems, ...set }: Readonly<Record<string, unknown>>,
  expected?: number,
): Promise<TicketChange> {
  const patch = toTicketPatch(set);
  if (configItems === undefined) return changeTicket(work, id, patch, expected);
  const keys = toKeys(configItems);
  await lockToMove(work, id, patch);
  // Before it is asked who has approved what: somebody may be deciding at this moment.
  await lockWatchers(work, id);
  await setAffected(work, id, keys, { expected, pointer: '/configItems' });
  const change = await changeTicket(work, id, patch);
  if (!change.eventId) await askAnew(work, id);
  return change;
}

function toKeys(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && value.length <= AFFECTED_MAX;
  if (!isList || !value.every((key): key is string => typeof key === 'string'))
    return invalid('/configItems', `At most ${AFFECTED_MAX} keys of services and systems.`);
  return [...new Set(value)];
}

/** Takes the ticket out of every list and ends its runs; the record and its events stay. */
export async function deleteTicket(
  work: Work,
  id: string,
  expected?: number,
): Promise<TicketChange> {
  const ticket = await lockWithCause(work, id);
  demandVersion(ticket, expected);
  const change = await removeTicket(work, ticket);
  await followMajor(work, change, changeTicket);
  await reactToTicketChange(work, change.before, change.after);
  await followDeletion(work, id);
  return change;
}
