/** A policy while it is edited: what a new one begins with, what is sent, and how parts of it are named anew. Pure. */
import type { ClockPolicy } from '#engine/clocks/policy.ts';

export type Target = ClockPolicy['targets'][number];
export type Threshold = ClockPolicy['thresholds'][number];

export const newPolicy = (calendar: string): ClockPolicy => ({
  key: '',
  name: '',
  kind: 'sla',
  measures: 'resolution',
  ticketTypes: ['incident'],
  calendar: calendar === '' ? { always: true } : { key: calendar },
  targets: [
    { id: 'p1', priorities: [1], within: { businessHours: 4 } },
    { id: 'otherwise', within: { businessHours: 16 } },
  ],
  thresholds: [
    {
      id: 'warning',
      at: { percent: 75 },
      actions: [{ type: 'notify', to: [{ relation: 'inCharge' }] }],
    },
    {
      id: 'breach',
      at: { percent: 100 },
      actions: [
        { type: 'notify', to: [{ relation: 'inCharge' }] },
        { type: 'escalate', ladder: 'usual' },
      ],
    },
  ],
});

/** What differs, for a change: null takes a field away. */
export function changedFields(
  before: ClockPolicy,
  after: ClockPolicy,
): Readonly<Record<string, unknown>> {
  const [was, is]: Readonly<Record<string, unknown>>[] = [before, after];
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(was?.[name]) !== JSON.stringify(is?.[name]))
      .map((name) => [name, is?.[name] ?? null]),
  );
}

/** Without fields that are undefined or empty, which say nothing. */
export const withField = <K extends keyof ClockPolicy>(
  policy: ClockPolicy,
  field: K,
  value: ClockPolicy[K] | undefined,
): ClockPolicy => {
  const { [field]: _, ...others } = policy;
  return (
    value === undefined || value === '' ? others : { ...policy, [field]: value }
  ) as ClockPolicy;
};

export function freeId(prefix: string, taken: readonly { readonly id: string }[]): string {
  let number = taken.length + 1;
  while (taken.some(({ id }) => id === `${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

export const moved = <T>(list: readonly T[], index: number, by: number): readonly T[] => {
  const order = [...list];
  const [one] = order.splice(index, 1);
  if (one !== undefined) order.splice(index + by, 0, one);
  return order;
};

export const replaced = <T>(list: readonly T[], index: number, value: T): readonly T[] =>
  list.map((one, at) => (at === index ? value : one));
