/** For which facts a changed ruleset leads elsewhere: found by asking both, so that what is told is true. */
import { describe, expect, it } from 'vitest';
import { leadsElsewhere } from '#rules/leads-elsewhere.ts';
import type { Rule, Ruleset } from '#rules/ruleset.ts';

const rule = (id: string, fact: string, operator: string, value: unknown, queue: string) =>
  ({
    id,
    conditions: { all: [{ fact, operator, value }] },
    set: { queue },
  }) as Rule;
const ruleset = (...rules: Rule[]): Ruleset => ({
  key: 'routing',
  name: 'Routing',
  hitPolicy: 'first',
  rules,
  otherwise: { queue: 'desk' },
});
const vpn = rule('vpn', 'ticket.category', 'equal', 'vpn', 'network');
const dear = (cost: number) => rule('dear', 'variables.cost', 'greaterThan', cost, 'board');

describe('a changed ruleset', () => {
  it('that says the same leads nowhere else', () => {
    const same = ruleset({ ...vpn, name: 'VPN' }, dear(100));
    expect(leadsElsewhere(ruleset(vpn, dear(100)), same)).toEqual({ examples: [], isWhole: true });
  });

  it('leads elsewhere where a limit has moved, and only there', () => {
    const { examples } = leadsElsewhere(ruleset(dear(100)), ruleset(dear(200)));
    expect(examples).toEqual([
      {
        facts: { 'variables.cost': expect.any(Number) },
        before: { queue: 'board' },
        after: { queue: 'desk' },
      },
    ]);
    const cost = Number(examples[0]?.facts['variables.cost']);
    expect([cost > 100, cost <= 200]).toEqual([true, true]);
  });

  it('leads elsewhere where only the order of its rules has changed', () => {
    const { examples } = leadsElsewhere(ruleset(vpn, dear(100)), ruleset(dear(100), vpn));
    expect(examples).toMatchObject([
      {
        facts: { 'ticket.category': 'vpn', 'variables.cost': 101 },
        before: { queue: 'network' },
        after: { queue: 'board' },
      },
    ]);
  });

  it('leads elsewhere in all other cases where what holds otherwise has changed', () => {
    const after = { ...ruleset(vpn), otherwise: { queue: 'hall' } };
    expect(leadsElsewhere(ruleset(vpn), after).examples).toEqual([
      { facts: {}, before: { queue: 'desk' }, after: { queue: 'hall' } },
    ]);
  });

  it('with too many mixtures is tried in part, and says so', () => {
    const many = Array.from({ length: 14 }, (_, index) =>
      rule(`r${index}`, `variables.v${index}`, 'equal', 'yes', `q${index}`),
    );
    const { examples, isWhole } = leadsElsewhere(ruleset(...many), ruleset(...many.slice(1)));
    expect([isWhole, examples.length > 0]).toEqual([false, true]);
  });

  it('is found out about any of its rules, however many facts there are', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      rule(`r${index}`, `variables.v${index}`, 'equal', 'yes', `q${index}`),
    );
    for (const changed of [0, 31, 59]) {
      const after = many.map((one, index) =>
        index === changed ? { ...one, set: { queue: 'hall' } } : one,
      );
      expect(leadsElsewhere(ruleset(...many), ruleset(...after)).examples).toContainEqual({
        facts: { [`variables.v${changed}`]: 'yes' },
        before: { queue: `q${changed}` },
        after: { queue: 'hall' },
      });
    }
  });
});
