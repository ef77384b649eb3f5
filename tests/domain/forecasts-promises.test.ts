/** Of which promises a forecast says something: of those that hold, each for what it holds, counted in its own hours. */
import { describe, expect, it } from 'vitest';
import { promisesOf } from '#domain/forecasts/promises.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { OFFICE } from '#tests/support/clock.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

const policy = (key: string, more: Partial<ClockPolicy> = {}): ClockPolicy => ({
  key,
  name: key,
  kind: 'sla',
  measures: 'resolution',
  ticketTypes: ['incident'],
  calendar: { key: 'office' },
  thresholds: [],
  targets: [{ id: 'all', within: { businessHours: 8 } }],
  ...more,
});

function promised(policies: readonly ClockPolicy[], calendar: string | null = null) {
  const acme = { id: 'o', key: 'acme', parentId: null, tier: null, timeZone: null, contracts: [] };
  const found = promisesOf(
    {
      policies: policies.map((one) => ({ version: 1, policy: one })),
      calendars: new Map([['office', { key: 'office', version: 1, hours: OFFICE }]]),
      organizations: new Map([['acme', { ...acme, calendar }]]),
      zone: 'Pacific/Auckland',
    },
    ...(['incident', 1, NOW] as const),
  );
  return {
    holds: Object.fromEntries(
      found.policies.map(({ key, targetSeconds }) => [key, Object.keys(targetSeconds).join('')]),
    ),
    leftOut: found.leftOut.map(({ key }) => key),
    policies: found.policies,
  };
}

describe('a promise', () => {
  it('is none for what one before it holds', () => {
    const urgent = policy('urgent', {
      targets: [{ id: 'one', priorities: [1, 2], within: { hours: 4 } }],
    });
    const both = promised([urgent, policy('usual'), policy('never')]);
    expect(both.holds).toEqual({ urgent: '12', usual: '34' });
    expect(promised([policy('usual'), policy('own', { beside: true })]).holds).toEqual({
      usual: '1234',
      own: '1234',
    });
  });

  it('is none before its first day and after its last, where the tenant is', () => {
    // There it is the second of March already.
    const days = (validFrom: string, validUntil: string) =>
      promised([policy('one', { validFrom, validUntil })]).holds;
    expect(days('2026-03-03', '2026-03-09')).toEqual({});
    expect(days('2026-02-01', '2026-03-01')).toEqual({});
    expect(days('2026-03-02', '2026-03-02')).toEqual({ one: '1234' });
  });

  it('counts each priority in its own hours', () => {
    const { policies } = promised([
      policy('mixed', {
        targets: [
          { id: 'one', priorities: [1], within: { hours: 4 } },
          { id: 'all', within: { businessHours: 16 } },
        ],
      }),
    ]);
    expect(policies).toMatchObject([
      {
        hours: 'always',
        hoursOf: { 2: OFFICE, 3: OFFICE, 4: OFFICE },
        targetSeconds: { 1: 4 * 3_600, 2: 16 * 3_600 },
      },
    ]);
  });

  it('is left out where it counts in the hours of whom it is for', () => {
    const theirs = policy('theirs', { calendar: { of: 'organization', otherwise: 'office' } });
    expect(promised([theirs])).toMatchObject({ holds: { theirs: '1234' }, leftOut: [] });
    expect(promised([theirs], 'office')).toMatchObject({ holds: {}, leftOut: ['theirs'] });
  });
});
