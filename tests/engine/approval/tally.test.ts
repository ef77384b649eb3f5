/** When a stage of votes is decided, by example and against a model that waits for every possible rest of the votes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVAL_MODES,
  type Decision,
  type GroupRules,
  type SeatVote,
  type StageRules,
  shortfall,
  type Tally,
  tallyGroup,
  tallyStage,
} from '#engine/approval/tally.ts';

const seats = (text: string) => [...text].map((_, seat) => ({ seat }));
/** `a+ b- c0`: a approves, b rejects, c abstains. */
const votes = (text: string): readonly SeatVote[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((one) => ({
      seat: one.charCodeAt(0) - 97,
      decision: ({ '+': 'approve', '-': 'reject', '0': 'abstain' } as const)[
        one.slice(-1) as '+' | '-' | '0'
      ],
    }));
const three = (rules: Omit<GroupRules, 'seats'>): GroupRules => ({ ...rules, seats: seats('abc') });

describe('one group', () => {
  it.each<[Omit<GroupRules, 'seats'>, string, Tally]>([
    [{ mode: 'any' }, '', 'open'],
    [{ mode: 'any' }, 'b+', 'approved'],
    [{ mode: 'any' }, 'b- c+', 'rejected'],
    [{ mode: 'any' }, 'a0', 'open'],
    [{ mode: 'any' }, 'a0 b0 c0', 'rejected'],
    [{ mode: 'all' }, 'a+ b+', 'open'],
    [{ mode: 'all' }, 'a+ b+ c+', 'approved'],
    [{ mode: 'all' }, 'a-', 'rejected'],
    [{ mode: 'all' }, 'a+ b0 c+', 'approved'],
    [{ mode: 'all' }, 'a0 b0 c0', 'rejected'],
    [{ mode: 'nOfM', needed: 2 }, 'a+ c+', 'approved'],
    [{ mode: 'nOfM', needed: 2 }, 'a+ b- c0', 'rejected'],
    [{ mode: 'nOfM', needed: 2 }, 'a0 b0', 'rejected'],
    [{ mode: 'nOfM', needed: 9 }, 'a+ b+ c+', 'approved'],
    [{ mode: 'nOfM' }, 'c+', 'approved'],
    [{ mode: 'majority' }, 'a+', 'open'],
    [{ mode: 'majority' }, 'a+ b+', 'approved'],
    [{ mode: 'majority' }, 'a+ b0', 'open'],
    [{ mode: 'majority' }, 'a+ b- c0', 'rejected'],
    [{ mode: 'percent', percent: 60 }, 'a+ b- c+', 'approved'],
    [{ mode: 'percent', percent: 67 }, 'a+ b-', 'rejected'],
    [{ mode: 'percent', percent: 50 }, 'a+ b- c0', 'approved'],
  ])('of three by %j after “%s” is %s', (rules, cast, result) => {
    expect(tallyGroup(three(rules), votes(cast))).toBe(result);
  });

  it('counts weight where it is asked for, and heads where heads are', () => {
    const weighed = [{ seat: 0, weight: 3 }, { seat: 1 }, { seat: 2 }];
    const by = (rules: Omit<GroupRules, 'seats'>, cast: string) =>
      tallyGroup({ ...rules, seats: weighed }, votes(cast));
    expect(by({ mode: 'weighted', needed: 3 }, 'a+')).toBe('approved');
    expect(by({ mode: 'weighted', needed: 3 }, 'b+ c+')).toBe('open');
    expect(by({ mode: 'weighted', needed: 3 }, 'a-')).toBe('rejected');
    expect(by({ mode: 'majority' }, 'a+')).toBe('approved');
    expect(by({ mode: 'nOfM', needed: 2 }, 'a+')).toBe('open');
  });

  it('counts the first vote of each seat, and only of seats that are asked', () => {
    expect(tallyGroup(three({ mode: 'any' }), votes('z+'))).toBe('open');
    expect(tallyGroup(three({ mode: 'nOfM', needed: 2 }), votes('a+ a+ z+'))).toBe('open');
    expect(tallyGroup({ mode: 'all', seats: seats('a') }, votes('a- a+'))).toBe('rejected');
    expect(tallyGroup({ mode: 'all', seats: [] }, [])).toBe('open');
  });
});

describe('groups together', () => {
  const group = (id: string, ...of: number[]) =>
    ({ id, mode: 'all', seats: of.map((seat) => ({ seat })) }) as const;
  const stage: StageRules = {
    groups: [group('it', 0), group('security', 1), group('chief', 2)],
    enough: [['it', 'security'], ['chief']],
  };

  it('are enough by any of their ways, each whole', () => {
    expect(tallyStage(stage, votes('a+'))).toBe('open');
    expect(tallyStage(stage, votes('a+ b+'))).toBe('approved');
    expect(tallyStage(stage, votes('c+'))).toBe('approved');
    expect(tallyStage(stage, votes('a-'))).toBe('open');
    expect(tallyStage(stage, votes('a- c-'))).toBe('rejected');
    const { enough: _, ...together } = stage;
    expect(tallyStage(together, votes('a+ c+'))).toBe('open');
    expect(tallyStage(together, votes('b-'))).toBe('rejected');
  });

  it('are stopped by a veto, and wait for whoever has one', () => {
    const veto = { id: 'security', mode: 'any', seats: [{ seat: 1, veto: true }] } as const;
    const guarded: StageRules = { groups: [group('it', 0), veto], enough: [['it'], ['security']] };
    expect(tallyStage(guarded, votes('a+'))).toBe('open');
    expect(tallyStage(guarded, votes('a+ b0'))).toBe('approved');
    expect(tallyStage(guarded, votes('a+ b-'))).toBe('rejected');
  });
});

describe('any stage', () => {
  const decisions = fc.constantFrom<Decision>('approve', 'reject', 'abstain');
  const seat = fc.record({
    seat: fc.integer({ min: 0, max: 3 }),
    weight: fc.constantFrom(1, 1, 2, 5),
    veto: fc.constantFrom(false, false, false, true),
  });
  const group = fc.record({
    mode: fc.constantFrom(...APPROVAL_MODES),
    needed: fc.integer({ min: 1, max: 6 }),
    percent: fc.constantFrom(1, 33, 50, 67, 100),
    seats: fc.uniqueArray(seat, { minLength: 1, maxLength: 4, selector: (one) => one.seat }),
  });
  const ways = fc.option(
    fc.array(fc.uniqueArray(fc.constantFrom('0', '1'), { minLength: 1 }), {
      minLength: 1,
      maxLength: 2,
    }),
  );
  const stages = fc.record({ groups: fc.array(group, { minLength: 1, maxLength: 2 }), ways });

  it('is decided exactly when no further vote can change it', () => {
    fc.assert(
      fc.property(
        stages,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), decisions), { maxLength: 4 }),
        ({ groups, ways: said }, cast) => {
          const stage: StageRules = {
            groups: groups.map((one, index) => ({ ...one, id: String(index) })),
            enough: groups.length === 2 ? (said ?? undefined) : undefined,
          };
          const given = cast.map(([at, decision]) => ({ seat: at, decision }));
          const finals = new Set(endings(stage, given));
          const now = tallyStage(stage, given);
          if (finals.size > 1) expect(now).toBe('open');
          else expect([now]).toEqual([...finals]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('asks for no more than there is, and says by how much there is too little', () => {
    fc.assert(
      fc.property(stages, ({ groups }) => {
        for (const group of groups) {
          const short = shortfall(group);
          const all = group.seats.map(({ seat }) => ({ seat, decision: 'approve' as const }));
          if (group.seats.length > 0) expect(tallyGroup(group, all)).toBe('approved');
          if (short === null) continue;
          expect(short.needed).toBe(group.needed);
          expect(short.needed).toBeGreaterThan(short.there);
          // One approval less than all is not enough.
          if (all.length > 1) expect(tallyGroup(group, all.slice(1))).not.toBe('approved');
        }
      }),
    );
  });
});

/** How the stage can end, over everything that seats without a vote could still say, in any order that matters. */
function endings(stage: StageRules, given: readonly SeatVote[]): readonly Tally[] {
  const all = new Set(stage.groups.flatMap(({ seats: of }) => of.map(({ seat }) => seat)));
  const left = [...all].filter((seat) => !given.some((vote) => vote.seat === seat));
  if (left.length === 0) return [tallyStage(stage, given)];
  return left.flatMap((seat) =>
    (['approve', 'reject', 'abstain'] as const).flatMap((decision) =>
      endings(stage, [...given, { seat, decision }]),
    ),
  );
}
