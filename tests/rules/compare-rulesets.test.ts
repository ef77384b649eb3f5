/** What two rulesets differ in: rules by their ids, and in a rule each comparison and each result. */
import { describe, expect, it } from 'vitest';
import { compareRulesets } from '#rules/compare-rulesets.ts';
import type { Ruleset } from '#rules/ruleset.ts';

const is = (fact: string, value: unknown) => ({ fact, operator: 'equal' as const, value });
const base: Ruleset = {
  key: 'routing',
  name: 'Routing',
  hitPolicy: 'first',
  rules: [
    { id: 'vpn', conditions: { all: [is('ticket.category', 'vpn')] }, set: { queue: 'network' } },
    { id: 'mail', conditions: { all: [is('ticket.category', 'mail')] }, set: { queue: 'mail' } },
  ],
  otherwise: { queue: 'desk' },
};
const [vpn, mail] = base.rules;
if (!vpn || !mail) throw new Error('the base has two rules');

describe('two rulesets', () => {
  it('that are the same differ in nothing', () => {
    expect(compareRulesets(base, structuredClone(base))).toEqual({ ruleset: [], rules: [] });
  });

  it('tell what a rule asks and sets, one by one', () => {
    const after: Ruleset = {
      ...base,
      hitPolicy: 'collect',
      rules: [
        {
          ...vpn,
          conditions: { all: [is('ticket.category', 'vpn'), is('ticket.priority', 1)] },
          set: { queue: 'network', level: 3 },
        },
        mail,
      ],
      otherwise: { queue: 'dispatch' },
    };
    const { ruleset, rules } = compareRulesets(base, after);
    expect(ruleset).toMatchObject([
      { path: ['hitPolicy'], before: 'first', after: 'collect' },
      { path: ['otherwise', 'queue'], before: 'desk', after: 'dispatch' },
    ]);
    expect(rules).toMatchObject([
      {
        id: 'vpn',
        kind: 'changed',
        changes: [
          { kind: 'condition', path: ['conditions', 'all'], after: is('ticket.priority', 1) },
          { kind: 'value', path: ['set', 'level'], after: 3 },
        ],
      },
    ]);
  });

  it('tell rules that came, went and are asked in another order', () => {
    const printer = { ...mail, id: 'printer' };
    const { ruleset, rules } = compareRulesets(base, { ...base, rules: [mail, vpn, printer] });
    expect(ruleset).toMatchObject([
      { kind: 'order', path: ['rules'], before: ['vpn', 'mail'], after: ['mail', 'vpn'] },
    ]);
    expect(rules).toEqual([{ id: 'printer', kind: 'added', changes: [] }]);
    expect(compareRulesets(base, { ...base, rules: [mail] }).rules).toEqual([
      { id: 'vpn', kind: 'removed', changes: [] },
    ]);
  });
});
