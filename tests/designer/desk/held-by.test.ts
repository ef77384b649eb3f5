/** Who had a ticket, added up. */
import { describe, expect, it } from 'vitest';
import type { TicketHolder } from '#designer/client/types/tickets.ts';
import { heldBy } from '#designer/desk/ticket/held-by.ts';

const had = (part: Partial<TicketHolder>): TicketHolder => ({
  kind: 'person',
  person: 'Omar',
  queue: 'Network',
  group: 'Network',
  from: '',
  to: '',
  wallSeconds: 100,
  businessSeconds: 50,
  ...part,
});

describe('who had a ticket', () => {
  it('is told once for each, in the order in which they first had it', () => {
    const held = heldBy([
      had({ kind: 'nobody', person: null }),
      had({}),
      had({ kind: 'requester', person: null }),
      had({ wallSeconds: 200 }),
      had({ kind: 'requester', person: null, group: 'Hardware', businessSeconds: null }),
    ]);
    expect(held.map(({ key: _, ...one }) => one)).toEqual([
      {
        kind: 'nobody',
        person: null,
        group: 'Network',
        wallSeconds: 100,
        businessSeconds: 50,
        share: 1 / 6,
      },
      {
        kind: 'person',
        person: 'Omar',
        group: 'Network',
        wallSeconds: 300,
        businessSeconds: 100,
        share: 0.5,
      },
      {
        kind: 'requester',
        person: null,
        group: null,
        wallSeconds: 200,
        businessSeconds: null,
        share: 1 / 3,
      },
    ]);
  });
});
