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

export function factsOf(approval: Approval): { name: string; value: unknown }[] {
  const facts = new Map<string, unknown>();
  const add = (values: unknown) => {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return;
    for (const [name, value] of Object.entries(values)) if (isSaying(value)) facts.set(name, value);
  };
  const ticket = approval.subject.ticket;
  add(approval.subject.custom ?? (isRecord(ticket) ? ticket.custom : undefined));
  add(approval.subject.variables);
  for (const source of [isRecord(ticket) ? ticket : {}, approval.subject]) {
    for (const [name, value] of Object.entries(source)) {
      if (!SHOWN_ELSEWHERE.has(name) && isSaying(value) && !facts.has(name)) facts.set(name, value);
    }
  }
  return [...facts].map(([name, value]) => ({ name, value }));
}

export function descriptionOf(approval: Approval): string | null {
  const ticket = approval.subject.ticket;
  const text = approval.subject.description ?? (isRecord(ticket) ? ticket.description : null);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** The one who asks, however much of them the facts hold. */
export function requesterOf(approval: Approval): Pick<Person, 'name' | 'email'> | null {
  const ticket = approval.subject.ticket;
  const found = approval.subject.requester ?? (isRecord(ticket) ? ticket.requester : null);
  if (typeof found === 'string') return { name: found, email: found };
  if (!isRecord(found)) return null;
  const email = typeof found.email === 'string' ? found.email : '';
  return { name: typeof found.name === 'string' && found.name !== '' ? found.name : email, email };
}

/** What falls due first stands first; what has no deadline follows in the order it was asked. */
export function byDue(a: Approval, b: Approval): number {
  return (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.openedAt.localeCompare(b.openedAt);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSaying = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0) &&
  !(isRecord(value) && Object.keys(value).length === 0);
