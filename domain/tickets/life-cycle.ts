/**
 * Where a ticket may go from where it is, one table per type. People follow the table; a process may move an open
 * ticket anywhere its type knows, since the drawing is then the authority. Nothing leaves `closed` or `cancelled`.
 */
import { DomainError } from '../errors.ts';
import type { Status, TicketType } from './values.ts';

type Transitions = Readonly<Partial<Record<Status, readonly Status[]>>>;

const REOPEN = { resolved: ['in_progress', 'closed'] } as const satisfies Transitions;

const LIFE_CYCLES: Readonly<Record<TicketType, Transitions>> = {
  incident: {
    new: ['in_progress', 'on_hold', 'resolved', 'cancelled'],
    in_progress: ['on_hold', 'resolved', 'cancelled'],
    on_hold: ['in_progress', 'resolved', 'cancelled'],
    ...REOPEN,
  },
  service_request: {
    new: ['pending_approval', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'],
    pending_approval: ['in_progress', 'on_hold', 'resolved', 'closed', 'cancelled'],
    in_progress: ['pending_approval', 'on_hold', 'resolved', 'cancelled'],
    on_hold: ['pending_approval', 'in_progress', 'resolved', 'cancelled'],
    ...REOPEN,
  },
  problem: {
    new: ['in_progress', 'known_error', 'on_hold', 'resolved', 'cancelled'],
    in_progress: ['known_error', 'on_hold', 'resolved', 'cancelled'],
    known_error: ['in_progress', 'on_hold', 'resolved', 'cancelled'],
    on_hold: ['in_progress', 'known_error', 'resolved', 'cancelled'],
    ...REOPEN,
  },
  change: {
    new: ['assess', 'pending_approval', 'authorize', 'in_progress', 'on_hold', 'cancelled'],
    assess: ['pending_approval', 'authorize', 'on_hold', 'closed', 'cancelled'],
    pending_approval: [
      'assess',
      'authorize',
      'scheduled',
      'implement',
      'on_hold',
      'closed',
      'cancelled',
    ],
    authorize: [
      'pending_approval',
      'assess',
      'scheduled',
      'implement',
      'on_hold',
      'closed',
      'cancelled',
    ],
    scheduled: ['authorize', 'implement', 'on_hold', 'cancelled'],
    in_progress: ['assess', 'authorize', 'implement', 'review', 'on_hold', 'resolved', 'cancelled'],
    implement: ['review', 'on_hold', 'resolved', 'cancelled'],
    review: ['implement', 'resolved', 'closed'],
    on_hold: [
      'assess',
      'pending_approval',
      'authorize',
      'scheduled',
      'in_progress',
      'implement',
      'review',
      'cancelled',
    ],
    resolved: ['in_progress', 'implement', 'closed'],
  },
  task: {
    new: ['in_progress', 'on_hold', 'resolved', 'cancelled'],
    in_progress: ['on_hold', 'resolved', 'cancelled'],
    on_hold: ['in_progress', 'resolved', 'cancelled'],
    ...REOPEN,
  },
};

/** Every status this type of ticket can have. */
export function statusesOf(type: TicketType): readonly Status[] {
  const table = LIFE_CYCLES[type];
  const known = new Set<Status>(['new']);
  for (const targets of Object.values(table)) for (const status of targets) known.add(status);
  return [...known];
}

/** Where a person may move it. */
export const transitionsFrom = (type: TicketType, status: Status): readonly Status[] =>
  LIFE_CYCLES[type][status] ?? [];

/** @throws DomainError transition_not_allowed, with the statuses that are */
export function demandTransition(
  type: TicketType,
  from: Status,
  to: Status,
  by: 'person' | 'run' | 'system',
): void {
  const open = transitionsFrom(type, from).length > 0;
  const targets = by === 'person' ? transitionsFrom(type, from) : open ? statusesOf(type) : [];
  if (targets.includes(to)) return;
  const choices =
    targets.length > 0 ? `It may go to ${targets.join(', ')}.` : 'Nothing follows it.';
  throw new DomainError(
    'transition_not_allowed',
    `A ${type.replace('_', ' ')} that is ${from} cannot become ${to}. ${choices}`,
    {
      errors: [{ pointer: '/status', detail: choices }],
      values: { from, to, transitions: [...targets] },
    },
  );
}
