import { describe, expect, it } from 'vitest';
import { demandTransition, statusesOf, transitionsFrom } from '#domain/tickets/life-cycle.ts';
import {
  LEVELS,
  priorityFor,
  STATUSES,
  type Status,
  TICKET_TYPES,
} from '#domain/tickets/values.ts';

describe('the life cycle of every type', () => {
  it.each(TICKET_TYPES)('lets a %s reach the end from every status it can have', (type) => {
    for (const status of statusesOf(type)) {
      if (status === 'closed' || status === 'cancelled') continue;
      const seen = new Set<Status>([status]);
      const open: Status[] = [status];
      for (let next = open.pop(); next; next = open.pop()) {
        for (const to of transitionsFrom(type, next)) {
          if (!seen.has(to)) {
            seen.add(to);
            open.push(to);
          }
        }
      }
      expect(seen, `from ${status}`).toContain('closed');
    }
  });

  it.each(TICKET_TYPES)('ends a %s for good when it is closed or cancelled', (type) => {
    for (const end of ['closed', 'cancelled'] as const) {
      expect(transitionsFrom(type, end)).toEqual([]);
      for (const to of STATUSES) {
        if (to !== end) expect(() => demandTransition(type, end, to, 'run')).toThrow();
      }
    }
  });

  it('lets a resolved ticket be reopened', () => {
    for (const type of TICKET_TYPES)
      expect(transitionsFrom(type, 'resolved')).toContain('in_progress');
  });

  it('lets an agent resolve an incident at once, and nobody skip to closed', () => {
    expect(() => demandTransition('incident', 'new', 'resolved', 'person')).not.toThrow();
    expect(() => demandTransition('incident', 'new', 'closed', 'person')).toThrow(
      'cannot become closed',
    );
  });

  it('lets a process go where the drawing says, as long as the ticket is open', () => {
    expect(() => demandTransition('change', 'new', 'implement', 'person')).toThrow();
    expect(() => demandTransition('change', 'new', 'implement', 'run')).not.toThrow();
    expect(() => demandTransition('incident', 'new', 'assess', 'run')).toThrow();
  });
});

describe('the priority matrix', () => {
  it('is the same both ways round and never rises when either falls', () => {
    for (const impact of LEVELS) {
      for (const urgency of LEVELS) {
        expect(priorityFor(impact, urgency)).toBe(priorityFor(urgency, impact));
        if (impact < 3) {
          expect(priorityFor((impact + 1) as 2 | 3, urgency)).toBeGreaterThanOrEqual(
            priorityFor(impact, urgency),
          );
        }
      }
    }
    expect([
      priorityFor(1, 1),
      priorityFor(1, 2),
      priorityFor(2, 2),
      priorityFor(1, 3),
      priorityFor(3, 3),
    ]).toEqual([1, 2, 3, 3, 4]);
  });
});
