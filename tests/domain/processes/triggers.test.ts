import { describe, expect, it } from 'vitest';
import {
  type ActiveTrigger,
  matchTriggers,
  type TicketCreatedTrigger,
} from '#domain/processes/triggers.ts';

const at = '2026-11-21T09:00:00.000Z';
const trigger = (
  process: string,
  more: Partial<TicketCreatedTrigger> = {},
  start = 'start',
): ActiveTrigger => ({
  processId: `id-${process}`,
  processKey: process,
  version: 3,
  sha256: 'hash',
  start,
  trigger: { type: 'ticketCreated', ...more },
  rollout: { processId: `id-${process}`, active: 3, next: null, from: null, share: null },
});
const context = { tenantId: 'tenant', ticketId: 'ticket', at };
const facts = {
  ticket: { type: 'incident', priority: 1, tags: ['vip'] },
  requester: { email: 'a@example.test' },
};
const started = async (triggers: ActiveTrigger[], more = {}) =>
  (await matchTriggers(triggers, facts, { ...context, ...more })).map(
    (run) => `${run.process_key} ${run.start_event.start}`,
  );

describe('a new ticket', () => {
  it('starts every process that fits, by type and conditions', async () => {
    expect(
      await started([
        trigger('any'),
        trigger('incidents', { ticketTypes: ['incident', 'problem'] }),
        trigger('changes', { ticketTypes: ['change'] }),
        trigger('urgent', {
          conditions: { fact: 'ticket.priority', operator: 'lessThanInclusive', value: 2 },
        }),
        trigger('calm', {
          conditions: { fact: 'ticket.priority', operator: 'greaterThan', value: 2 },
        }),
        trigger('empty', { ticketTypes: [] }),
      ]),
    ).toEqual(['any start', 'incidents start', 'urgent start', 'empty start']);
  });

  it('starts an item’s process only when it was asked for as that item', async () => {
    const laptop = trigger('laptop', { catalogItem: 'laptop' });
    expect(await started([laptop])).toEqual([]);
    expect(await started([laptop], { catalogItem: 'phone' })).toEqual([]);
    expect(await started([laptop], { catalogItem: 'laptop' })).toEqual(['laptop start']);
  });

  it('starts nothing beside an item’s own process but what asks for it', async () => {
    const laptop = trigger('laptop', { catalogItem: 'laptop' });
    const others = [trigger('any'), trigger('beside', { alongside: true }), laptop];
    expect(await started(others, { catalogItem: 'laptop' })).toEqual([
      'beside start',
      'laptop start',
    ]);
    expect(await started(others, { catalogItem: 'phone' })).toEqual(['any start', 'beside start']);
    const costly = trigger('laptop', {
      catalogItem: 'laptop',
      conditions: { fact: 'variables.cost', operator: 'greaterThan', value: 100 },
    });
    expect(await started([trigger('any'), costly], { catalogItem: 'laptop' })).toEqual([
      'any start',
    ]);
  });

  it('starts a process once, at the first of its starts that fits', async () => {
    const starts = [
      trigger('two', { ticketTypes: ['change'] }, 'first'),
      trigger('two', {}, 'second'),
      trigger('two', {}, 'third'),
    ];
    expect(await started(starts)).toEqual(['two second']);
  });

  it('is held against the triggers of the version that it takes, and of no other', async () => {
    const monday = '2026-11-23T09:00:00.000Z';
    const rollout = { processId: 'id-moves', active: 3, next: 4, from: monday, share: null };
    const before = { ...trigger('moves', {}, 'before'), rollout };
    const after = {
      ...trigger('moves', { ticketTypes: ['change'] }, 'after'),
      version: 4,
      rollout,
    };
    expect(await started([before, after])).toEqual(['moves before']);
    expect(await started([before, after], { at: monday })).toEqual([]);
    const wide = { ...after, trigger: trigger('moves').trigger };
    expect(await started([before, wide], { at: monday })).toEqual(['moves after']);
  });

  it('gives the values of a request to the conditions and to the run', async () => {
    const costly = trigger('costly', {
      conditions: { fact: 'variables.cost', operator: 'greaterThan', value: 100 },
    });
    expect(await started([costly], { variables: { cost: 50 } })).toEqual([]);
    const [run] = await matchTriggers([costly], facts, {
      ...context,
      variables: { cost: 500 },
      startedBy: 'somebody',
    });
    expect(run).toMatchObject({
      process_id: 'id-costly',
      process_version: 3,
      definition_sha256: 'hash',
      trigger_key: 'created',
      started_by: 'somebody',
      started_at: at,
      start_event: { type: 'started', start: 'start', at, variables: { cost: 500 } },
    });
  });
});
