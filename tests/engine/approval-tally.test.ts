/** When a round of votes is decided, by example and against a model that waits for every possible rest of the votes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApprovalRules,
  type Decision,
  type Tally,
  tally,
  type Vote,
} from '#engine/approval-tally.ts';

const voters = ['a', 'b', 'c'];
/** `a+ b- c0`: a approves, b rejects, c abstains. */
const votes = (text: string): readonly Vote[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => ({
      voter: one.slice(0, -1),
      decision: ({ '+': 'approve', '-': 'reject', '0': 'abstain' } as const)[
        one.slice(-1) as '+' | '-' | '0'
      ],
    }));

describe('an approval by any', () => {
  it.each([
    ['', 'open'],
    ['b+', 'approved'],
    ['b-', 'rejected'],
    ['b-  c+', 'rejected'],
    ['a0', 'open'],
    ['a0 b+', 'approved'],
    ['a0 b0 c0', 'rejected'],
  ])('after “%s” is %s', (cast, result) => {
    expect(tally({ mode: 'any', voters }, votes(cast))).toBe(result);
  });
});

describe('an approval by all', () => {
  it.each([
    ['a+ b+', 'open'],
    ['a+ b+ c+', 'approved'],
    ['a-', 'rejected'],
    ['a+ b0', 'rejected'],
  ])('after “%s” is %s', (cast, result) => {
    expect(tally({ mode: 'all', voters }, votes(cast))).toBe(result);
  });
});

describe('an approval by two of three', () => {
  it.each([
    ['a+', 'open'],
    ['a+ c+', 'approved'],
    ['a+ b-', 'open'],
    ['a+ b- c0', 'rejected'],
    ['a- b-', 'rejected'],
    ['a0 b0', 'rejected'],
  ])('after “%s” is %s', (cast, result) => {
    expect(tally({ mode: 'nOfM', needed: 2, voters }, votes(cast))).toBe(result);
  });
});

describe('any approval', () => {
  it('counts the first vote of each, and only of those who were asked', () => {
    expect(tally({ mode: 'any', voters }, votes('z+'))).toBe('open');
    expect(tally({ mode: 'nOfM', needed: 2, voters }, votes('a+ a+ z+'))).toBe('open');
    expect(tally({ mode: 'all', voters: ['a'] }, votes('a- a+'))).toBe('rejected');
  });

  it('holds a quorum to the number of voters, and one unless said', () => {
    expect(tally({ mode: 'nOfM', needed: 5, voters: ['a', 'b'] }, votes('a+ b+'))).toBe('approved');
    expect(tally({ mode: 'nOfM', voters }, votes('c+'))).toBe('approved');
  });

  it('stays open while nobody is asked', () => {
    expect(tally({ mode: 'all', voters: [] }, [])).toBe('open');
  });

  it('is decided exactly when no further vote can change it, and is never decided otherwise later', () => {
    const decisions = fc.constantFrom<Decision>('approve', 'reject', 'abstain');
    const round = fc.record({
      mode: fc.constantFrom('any' as const, 'all' as const, 'nOfM' as const),
      needed: fc.integer({ min: 1, max: 5 }),
      names: fc.integer({ min: 1, max: 4 }).map((count) => 'abcd'.slice(0, count).split('')),
      cast: fc.array(decisions, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(round, ({ mode, needed, names, cast }) => {
        const rules: ApprovalRules = { mode, needed, voters: names };
        const given = cast.slice(0, names.length).flatMap((decision, index): Vote[] => {
          const voter = names[index];
          return voter === undefined ? [] : [{ voter, decision }];
        });
        const now = tally(rules, given);
        const finals = new Set(endings(rules, given));
        if (finals.size > 1) expect(now).toBe('open');
        else expect([now]).toEqual([...finals]);
      }),
    );
  });
});

/** How the round can end, over everything that those who have not voted could still say. */
function endings(rules: ApprovalRules, given: readonly Vote[]): readonly Tally[] {
  const next = rules.voters[given.length];
  if (next === undefined) return [tally(rules, given)];
  return (['approve', 'reject', 'abstain'] as const).flatMap((decision) =>
    endings(rules, [...given, { voter: next, decision }]),
  );
}
