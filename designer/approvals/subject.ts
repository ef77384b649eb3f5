/**
 * What an approver has to know, from the facts the approval was opened with: the ones every ticket has are shown in their
 * own places, everything else as it was asked for. Pure.
 */
import type { Approval, Person } from '#designer/client/types.ts';

/** Shown elsewhere on the page, or of no use to a reader. */
const SHOWN_ELSEWHERE = new Set([
  'id',
  'number',
  'title',
  'requester',
  'description',
  'type',
  'status',
  'createdAt',
  'updatedAt',
  'custom',
  'variables',
  'tags',
  'version',
  'ticket',
  'source',
  'catalogItem',
]);

/** What was filled in or worked out for the request, by name. */
export function filledIn(approval: Approval): Record<string, unknown> {
  const ticket = ticketOf(approval);
  const custom = approval.subject.custom ?? ticket.custom;
  const { variables } = approval.subject;
  return { ...(isRecord(variables) ? variables : {}), ...(isRecord(custom) ? custom : {}) };
}

/** The remaining facts: fields of the ticket and whatever else the approval was opened with. */
export function factsOf(approval: Approval): { name: string; value: unknown }[] {
  const filled = filledIn(approval);
  const facts = new Map<string, unknown>();
  for (const source of [ticketOf(approval), approval.subject]) {
    for (const [name, value] of Object.entries(source)) {
      if (!SHOWN_ELSEWHERE.has(name) && !(name in filled) && isSaying(value))
        facts.set(name, value);
    }
  }
  return [...facts].map(([name, value]) => ({ name, value }));
}

export function catalogItemOf(approval: Approval): string | null {
  const found = approval.subject.catalogItem ?? ticketOf(approval).catalogItem;
  return typeof found === 'string' ? found : null;
}

export function descriptionOf(approval: Approval): string | null {
  const text = approval.subject.description ?? ticketOf(approval).description;
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The one who asks, however much of them the facts hold. */
export function requesterOf(approval: Approval): Pick<Person, 'name' | 'email'> | null {
  const found = approval.subject.requester ?? ticketOf(approval).requester;
  if (typeof found === 'string') return { name: found, email: found };
  if (!isRecord(found)) return null;
  const email = typeof found.email === 'string' ? found.email : '';
  return { name: typeof found.name === 'string' && found.name !== '' ? found.name : email, email };
}

/** What falls due first stands first; what has no deadline follows in the order it was asked. */
export function byDue(a: Approval, b: Approval): number {
  return (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.openedAt.localeCompare(b.openedAt);
}

const ticketOf = (approval: Approval): Record<string, unknown> =>
  isRecord(approval.subject.ticket) ? approval.subject.ticket : {};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSaying = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isRecord(value) && Object.keys(value).length === 0);
