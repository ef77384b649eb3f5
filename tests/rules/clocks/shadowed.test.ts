/** A policy that is asked after others which take all it is about never holds; and what is called so is so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { choosePolicies } from '#rules/clocks/decide.ts';
import { shadowOf } from '#rules/clocks/shadowed.ts';
import { policyOf } from '#tests/support/policies.ts';

const VIP = { fact: 'ticket.category', operator: 'equal', value: 'vip' } as const;
const within = { businessHours: 4 };
const resolution = policyOf('resolution', ['incident'], 240);
const printers = (more: Partial<ClockPolicy> = {}): ClockPolicy => ({
  ...policyOf('printers', ['incident'], 60),
  when: VIP,
  targets: [{ id: 'high', priorities: [1, 2], within }],
  ...more,
});

describe('a policy', () => {
  it('never holds behind one that takes all it is about', () => {
    expect(shadowOf(printers(), [resolution])).toEqual(['resolution']);
    expect(shadowOf(resolution, [])).toBeNull();
  });

  it('may hold where the others ask for more, measure something else, or leave a priority or a day', () => {
    const left = (rival: Partial<ClockPolicy>) =>
      shadowOf(printers(), [{ ...resolution, ...rival }]);
    expect(left({ when: VIP })).toBeNull();
    expect(left({ active: false })).toBeNull();
    expect(left({ measures: 'firstResponse' })).toBeNull();
    expect(left({ kind: 'ola' })).toBeNull();
    expect(left({ validUntil: '2027-01-01' })).toBeNull();
    expect(left({ targets: [{ id: 'one', priorities: [1], within }] })).toBeNull();
    expect(shadowOf(printers({ beside: true }), [resolution])).toBeNull();
  });

  it('is called shadowed only where no ticket whatever would have its clock', () => {
    const priorities = fc.option(fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1 }), {
      nil: undefined,
    });
    const when = fc.option(fc.constant(VIP), { nil: undefined });
    const row = fc
      .record({ priorities, when })
      .map((one) => ({ id: 't', within, ...defined(one) }));
    const policy = (key: string) =>
      fc
        .record({
          ticketTypes: fc.uniqueArray(fc.constantFrom('incident' as const, 'problem' as const), {
            minLength: 1,
          }),
          when,
          targets: fc.array(row, { minLength: 1, maxLength: 3 }),
        })
        .map((one) => ({ ...policyOf(key, ['incident'], 60), ...defined(one) }) as ClockPolicy);
    fc.assert(
      fc.property(policy('a'), policy('b'), policy('c'), (a, b, c) => {
        const shadow = shadowOf(c, [a, b]);
        if (shadow === null) return;
        for (const type of ['incident', 'problem'])
          for (const priority of [1, 2, 3, 4])
            for (const category of ['vip', 'other']) {
              const facts = { ticket: { type, priority, category } };
              const chosen = choosePolicies([a, b, c], 'ticket', facts, '2026-11-22');
              expect(chosen.map((choice) => choice.policy.key)).not.toContain('c');
            }
      }),
    );
  });
});

const defined = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>;
