/** A policy as the API takes it, of one target for all priorities. */
import type { ClockPolicy } from '#engine/clocks/policy.ts';

export const policyOf = (
  key: string,
  ticketTypes: ClockPolicy['ticketTypes'],
  businessMinutes: number,
  more: Partial<ClockPolicy> = {},
): ClockPolicy => ({
  key,
  name: key,
  kind: 'sla',
  measures: 'resolution',
  ticketTypes,
  calendar: { key: 'always' },
  targets: [{ id: 'all', within: { businessMinutes } }],
  thresholds: [],
  ...more,
});
