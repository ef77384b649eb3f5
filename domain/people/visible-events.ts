/**
 * Who is told of what. The same rule as reading the record itself: what somebody may not open they are not told of either.
 */
import type { SeenEvent } from '../events/reader.ts';
import { may, type Permission, type Principal, reaches, scopeOf } from './access.ts';

/** Kinds of records outside tickets, and what it takes to see them; a kind that is not here is told to nobody. */
const KINDS: Readonly<Record<string, Permission>> = {
  run: 'run.read',
  process: 'process.read',
  thread: 'process.read',
  ruleset: 'process.read',
  board: 'cab.manage',
  rota: 'ticket.update',
  configItem: 'ticket.read',
  freeze: 'ticket.update',
  maintenanceWindow: 'ticket.update',
  standardChange: 'ticket.update',
  person: 'people.manage',
  group: 'people.manage',
  role: 'people.manage',
  organization: 'people.manage',
};

export function maySee(principal: Principal, event: SeenEvent): boolean {
  if (event.tenantId !== principal.tenantId) return false;
  // Who sits at the table sees every vote, also about a change that they work on no more than whoever asked for it.
  if (event.subjectKind === 'meeting' && sitsThere(principal, event)) return true;
  if (event.internal && !reachesEvent(principal, 'ticket.update', event)) return false;
  if (event.ticketId !== null && reachesEvent(principal, 'ticket.read', event)) return true;
  switch (event.subjectKind) {
    case 'approval':
      return event.people.includes(principal.personId);
    case 'task':
      return isTheirs(principal, event) || reachesEvent(principal, 'task.work', event);
    default: {
      const needed = KINDS[event.subjectKind];
      if (needed === undefined || event.ticketId !== null) return false;
      return needed === 'people.manage'
        ? scopeOf(principal, needed) === 'all'
        : may(principal, needed);
    }
  }
}

const sitsThere = (principal: Principal, { people }: SeenEvent): boolean =>
  people.includes(principal.personId) || may(principal, 'cab.manage');

const isTheirs = (principal: Principal, event: SeenEvent): boolean =>
  event.people.includes(principal.personId) ||
  event.groups.some((group) => principal.groupIds.includes(group));

const reachesEvent = (principal: Principal, permission: Permission, event: SeenEvent): boolean =>
  [null, ...event.groups].some((groupId) =>
    reaches(principal, permission, {
      people: event.people,
      groupId,
      organizationId: event.organizationId,
    }),
  );
