/** The compiled form of conditions and rulesets decides exactly as the live one does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS, type Condition } from '#engine/condition.ts';
import { compileCondition, compileFlows, compileRuleset } from '#rules/compile.ts';
import { chooseFlow, evaluateRuleset, holds } from '#rules/evaluate.ts';
import { HIT_POLICIES, type Ruleset } from '#rules/ruleset.ts';

const word = fc.constantFrom('red', 'Red wine', '5', 'vpn', '2026-01-01', '');
const json = fc.oneof(
  word,
  fc.constantFrom(0, 5, -1, null, true),
  fc.array(fc.oneof(word, fc.constantFrom(5, null)), { maxLength: 3 }),
);
const facts = fc.record({
  ticket: fc.record({ a: json, b: json, c: fc.record({ d: json }) }, { requiredKeys: [] }),
  variables: fc.record({ a: json, b: json }, { requiredKeys: [] }),
});
const path = fc.constantFrom(
  'ticket.a',
  'ticket.b',
  'ticket.c.d',
  'variables.a',
  'variables.b',
  'x.y',
);
const value = fc.oneof(json, fc.record({ fact: path }), fc.constantFrom({ fact: 7 }, { a: 1 }));
const { condition } = fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => {
  const several = fc.array(tie('condition'), { maxLength: 3 });
  return {
    leaf: fc.record({ fact: path, operator: fc.constantFrom(...CONDITION_OPERATORS), value }),
    condition: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      tie('leaf'),
      fc.record({ all: several }),
      fc.record({ any: several }),
      fc.record({ not: tie('condition') }),
    ),
  };
});
const set = fc.dictionary(
  fc.constantFrom('queue', 'level'),
  fc.oneof(json, fc.constant('{{ticket.a}}')),
);
const ruleset: fc.Arbitrary<Ruleset> = fc.record(
  {
    key: fc.constant('k'),
    name: fc.constant('K'),
    hitPolicy: fc.constantFrom(...HIT_POLICIES),
    rules: fc
      .array(fc.record({ conditions: condition, set }), { maxLength: 4 })
      .map((rules) => rules.map((rule, index) => ({ id: `r${index}`, ...rule }))),
    otherwise: set,
  },
  { requiredKeys: ['key', 'name', 'hitPolicy', 'rules'] },
);

describe('what is compiled', () => {
  it('decides a condition as the live form does', () =>
    fc.assert(
      fc.asyncProperty(condition, facts, async (one, known) => {
        expect(compileCondition(one)(known)).toBe((await holds(one, known)).holds);
      }),
      { numRuns: 300 },
    ));

  it('chooses the same flow', () =>
    fc.assert(
      fc.asyncProperty(fc.array(condition, { maxLength: 4 }), facts, async (conditions, known) => {
        const flows = conditions.map((one, index) => ({ id: `f${index}`, conditions: one }));
        expect(compileFlows(flows)(known)).toBe((await chooseFlow(flows, known)).flow);
      }),
    ));

  it('sets the same variables by the same rules', () =>
    fc.assert(
      fc.asyncProperty(ruleset, facts, async (one, known) => {
        const { variables, matched } = await evaluateRuleset(one, known);
        expect(compileRuleset(one)(known)).toEqual({ variables, matched });
      }),
    ));
});
