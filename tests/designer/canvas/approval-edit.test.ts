/** Stages as the panel changes them: nothing is lost on the way there and back, and what is enough names groups that there are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addGroup,
  enoughAs,
  enoughOf,
  inStages,
  removeGroup,
  withMode,
  withoutStages,
} from '#designer/canvas/elements/approval/edit.ts';
import { groupsOf, ONLY } from '#engine/approval/stages.ts';
import { APPROVAL_MODES } from '#engine/approval/tally.ts';
import type { ApprovalRound, ApprovalStage } from '#engine/definition.ts';

const approver = fc.record(
  {
    user: fc.constantFrom('ann@x.test', 'bob@x.test'),
    weight: fc.integer({ min: 1, max: 9 }),
    veto: fc.boolean(),
  },
  { requiredKeys: ['user'], noNullPrototype: true },
);
const round: fc.Arbitrary<ApprovalRound> = fc.record(
  {
    mode: fc.constantFrom(...APPROVAL_MODES),
    approvers: fc.array(approver, { minLength: 1, maxLength: 3 }),
    needed: fc.integer({ min: 1, max: 9 }),
    percent: fc.integer({ min: 1, max: 100 }),
    message: fc.string(),
    selfApproval: fc.boolean(),
  },
  { requiredKeys: ['mode', 'approvers'], noNullPrototype: true },
);

describe('an approval', () => {
  it('asks the same people by the same rule in stages and without them', () =>
    fc.assert(
      fc.property(round, (plain) => {
        const staged = inStages(plain);
        expect(staged).not.toHaveProperty('mode');
        expect(groupsOf(staged).map((group) => ({ ...group, id: ONLY }))).toEqual(groupsOf(plain));
        expect(withoutStages(staged)).toEqual(plain);
      }),
    ));

  it('stays in stages where it would lose a condition or a group', () => {
    const staged = inStages({ mode: 'any', approvers: [{ role: 'a' }] });
    const [stage] = staged.stages ?? [];
    if (!stage) throw new Error('There is a stage.');
    const when = { fact: 'variables.cost', operator: 'greaterThan', value: 1 } as const;
    expect(withoutStages({ ...staged, stages: [{ ...stage, when }] })).toBeUndefined();
    expect(withoutStages({ ...staged, stages: [addGroup(stage)] })).toBeUndefined();
  });

  it('keeps weights only where they weigh, and a number only where it is counted', () => {
    const rule = withMode({ mode: 'any', approvers: [{ role: 'a' }] }, 'weighted');
    expect(rule.needed).toBe(2);
    const weighty = { ...rule, approvers: [{ role: 'a', weight: 3, veto: true }] };
    expect(withMode(weighty, 'percent').approvers).toEqual(weighty.approvers);
    expect(withMode(weighty, 'all')).toEqual({
      mode: 'all',
      approvers: [{ role: 'a', veto: true }],
    });
  });
});

describe('what is enough', () => {
  it('names only groups that there are, whatever comes and goes, and still says something', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('add', 'all', 'any', 'chosen'), fc.nat(5)), {
          maxLength: 12,
        }),
        (steps) => {
          let stage: ApprovalStage = addGroup({
            id: 's',
            groups: [{ id: 'group1', mode: 'any', approvers: [{ role: 'a' }] }],
          });
          for (const step of steps) {
            if (step === 'add') stage = addGroup(stage);
            else if (typeof step === 'string') stage = enoughAs(stage, step);
            else if (stage.groups.length > 1)
              stage = removeGroup(stage, stage.groups[step % stage.groups.length]?.id ?? '');
            const ids = stage.groups.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
            for (const way of stage.enough ?? []) {
              expect(way.length).toBeGreaterThan(0);
              expect(ids).toEqual(expect.arrayContaining([...way]));
            }
            expect(stage.enough?.length).not.toBe(0);
          }
        },
      ),
    ));

  it('stays any one of them when another group is added', () => {
    const one = { id: 'group1', mode: 'any', approvers: [{ role: 'a' }] } as const;
    const two = enoughAs(addGroup({ id: 's', groups: [one] }), 'any');
    expect(enoughOf(addGroup(two))).toBe('any');
  });
});
