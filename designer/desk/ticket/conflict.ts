/**
 * Two people changed the same ticket. Only a field that both changed, to different values, is a conflict; anything else
 * simply goes together. Pure.
 */
import type { TicketChange } from '#designer/client/tickets.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';

export type Conflict = {
  field: keyof TicketChange;
  was: unknown;
  theirs: unknown;
  yours: unknown;
  /** Other fields that changed meanwhile. */
  others: string[];
  /** The ticket as it is now, to save against. */
  now: TicketItem;
};

const COMPARED = [
  'title',
  'description',
  'status',
  'holdReason',
  'priority',
  'impact',
  'urgency',
  'category',
  'queue',
  'assignee',
  'requester',
  'tags',
  'dueAt',
] as const;

export function findConflict(
  base: TicketItem,
  now: TicketItem,
  change: TicketChange,
): Conflict | null {
  const changed = COMPARED.filter(
    (field) => !same(fieldValue(base, field), fieldValue(now, field)),
  );
  for (const field of COMPARED) {
    if (!(field in change) || !changed.includes(field)) continue;
    const yours = change[field];
    const theirs = fieldValue(now, field);
    if (same(theirs, yours)) continue;
    return {
      field,
      was: fieldValue(base, field),
      theirs,
      yours,
      others: changed.filter((one) => one !== field),
      now,
    };
  }
  return null;
}

/** A field in the form changes are written in: people by address, queues by key. */
export function fieldValue(
  ticket: TicketItem & { description?: string | null },
  field: (typeof COMPARED)[number],
): unknown {
  const value = ticket[field];
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return 'email' in value ? value.email : value.key;
  return value ?? null;
}

const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
