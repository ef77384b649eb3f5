/**
 * Conditions through react-querybuilder and back. What is held: the way there and back keeps the meaning (asked of the
 * evaluator that decides live), keeps groups exactly, and twice is the same as once.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCondition, toQuery, UNCHOSEN, withoutUnchosen } from '#designer/ui/conditions/query.ts';
import type { Condition, ConditionLeaf } from '#engine/condition.ts';
import { holds } from '#rules/evaluate.ts';

const facts = ['ticket.priority', 'ticket.category', 'variables.cost', 'variables.tags'];
const value = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('a', 'ab', ''),
  fc.boolean(),
);
const aLeaf: fc.Arbitrary<ConditionLeaf> = fc.oneof(
  fc.record({
    fact: fc.constantFrom(...facts),
    operator: fc.constantFrom(
      'equal' as const,
      'notEqual' as const,
      'lessThan' as const,
      'greaterThanInclusive' as const,
    ),
    value: fc.oneof(
      value,
      fc.constantFrom(...facts).map((fact) => ({ fact })),
    ),
  }),
  fc.record({
    fact: fc.constantFrom(...facts),
    operator: fc.constantFrom('in' as const, 'notIn' as const),
    value: fc.array(value, { maxLength: 3 }),
  }),
  fc.record({
    fact: fc.constantFrom(...facts),
    operator: fc.constantFrom('isEmpty' as const, 'isNotEmpty' as const),
  }),
);

const { condition: aCondition } = fc.letrec<{ condition: Condition; group: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    aLeaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
  group: tie('condition'),
}));

/** Groups only, with at least something asked, and `not` only around groups: what the builder itself makes. */
const { group: aBuiltCondition } = fc.letrec<{ group: Condition }>((tie) => {
  const members = fc.array(fc.oneof({ maxDepth: 3 }, aLeaf, tie('group')), {
    minLength: 1,
    maxLength: 3,
  });
  const plain = fc.oneof(
    members.map((all) => ({ all })),
    members.map((any) => ({ any })),
  );
  return {
    group: fc.oneof(
      plain,
      plain.map((not) => ({ not })),
    ),
  };
});

const someFacts = fc.record({
  ticket: fc.record({
    priority: fc.integer({ min: 0, max: 4 }),
    category: fc.constantFrom('a', 'ab', null),
  }),
  variables: fc.record({ cost: value, tags: fc.array(value, { maxLength: 2 }) }),
});

const thereAndBack = (condition: Condition): Condition =>
  toCondition(toQuery(condition)) ?? { all: [] };

describe('conditions in the query builder', () => {
  it('mean the same after the way there and back', async () => {
    await fc.assert(
      fc.asyncProperty(aCondition, someFacts, async (condition, seen) => {
        const before = await holds(condition, seen);
        const after = await holds(thereAndBack(condition), seen);
        expect(after.holds).toBe(before.holds);
      }),
      { numRuns: 60 },
    );
  });

  it('come back exactly when they are made of groups', () => {
    fc.assert(
      fc.property(aBuiltCondition, (condition) => {
        expect(toCondition(toQuery(condition))).toEqual(condition);
      }),
    );
  });

  it('do not change any more the second time', () => {
    fc.assert(
      fc.property(aCondition, (condition) => {
        const once = thereAndBack(condition);
        expect(thereAndBack(once)).toEqual(once);
      }),
    );
  });

  it('are none when nothing is asked', () => {
    expect(toCondition(toQuery(undefined))).toBeUndefined();
    expect(toCondition({ combinator: 'or', rules: [] })).toBeUndefined();
  });

  it('compare with another fact through its own editor', () => {
    const condition: Condition = {
      all: [{ fact: 'ticket.assignee', operator: 'notEqual', value: { fact: 'ticket.requester' } }],
    };
    expect(toQuery(condition).rules[0]).toMatchObject({
      valueSource: 'field',
      value: 'ticket.requester',
    });
    expect(toCondition(toQuery(condition))).toEqual(condition);
  });

  it('carry an object that only looks like a reference as it is', () => {
    const odd = { fact: 'ticket.title', and: 'more' };
    const condition: Condition = { all: [{ fact: 'variables.x', operator: 'equal', value: odd }] };
    expect(toCondition(toQuery(condition))).toEqual(condition);
  });
});

describe('a comparison whose fact is not chosen yet', () => {
  const unchosen = { field: UNCHOSEN, operator: 'equal', value: '' };
  const chosen = { field: 'ticket.priority', operator: 'equal', value: 1 };

  it('is no part of the condition, nor is a group of nothing else', () => {
    const query = {
      combinator: 'and',
      rules: [chosen, unchosen, { combinator: 'or', rules: [unchosen] }],
    };
    expect(toCondition(withoutUnchosen(query))).toEqual({
      all: [{ fact: 'ticket.priority', operator: 'equal', value: 1 }],
    });
    expect(toCondition(withoutUnchosen({ combinator: 'and', rules: [unchosen] }))).toBeUndefined();
  });

  it('is all that is taken away', () => {
    const query = { combinator: 'and', rules: [chosen, { combinator: 'or', rules: [] }] };
    expect(withoutUnchosen(query)).toBe(query);
  });
});
