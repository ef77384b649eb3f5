/** Single votes in a rehearsal: who is asked, what is missing, and that the count is the record's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPROVAL_MODES, type Decision, tallyGroup } from '#engine/approval/tally.ts';
import type { ElementOf } from '#engine/definition.ts';
import {
  beginScenario,
  type Happening,
  playScenario,
  type Scenario,
  waitingIn,
} from '#engine/rehearsal/index.ts';
import { approval, process } from '../support/process.ts';

type Rules = Partial<ElementOf<'approval'>['approval']>;

const asking = (rules: Rules) => {
  const drawn = process('start > ask; ask -approved> yes; ask -rejected> no', {
    ask: approval,
    yes: { type: 'endEvent', outcome: 'yes' },
    no: { type: 'endEvent', outcome: 'no' },
  });
  return {
    ...drawn,
    elements: drawn.elements.map((element) =>
      element.type === 'approval'
        ? { ...element, approval: { ...element.approval, ...rules } }
        : element,
    ),
  };
};
const setting = {
  judge: {
    chooseFlow: async () => null,
    chooseFlows: async () => [],
    runRuleset: async () => null,
  },
  calendar: () => null,
};
const THREE = { ask: ['Ann', 'Ben', 'Cem'] };
const vote = (voter: string, decision: Decision): Happening => ({
  type: 'vote',
  element: 'ask',
  voter,
  decision,
});
const played = (rules: Rules, happenings: readonly Happening[], voters?: typeof THREE) => {
  const scenario: Scenario = { name: 'Votes', given: voters ? { voters } : {}, happenings };
  return playScenario(asking(rules), scenario, setting);
};

describe('single votes', () => {
  it('decide as soon as it is certain, and are told one by one', async () => {
    const { rehearsal } = await played(
      { mode: 'nOfM', needed: 2 },
      [vote('Ann', 'approve'), vote('Ben', 'reject'), vote('Cem', 'approve')],
      THREE,
    );
    expect(rehearsal.trace).toEqual([
      'approval ask',
      'ask: Ann approves',
      'ask: Ben rejects',
      'ask: Cem approves',
      'ask: approved',
      'completed: yes',
    ]);
  });

  it('show who has voted and how many must approve', async () => {
    const scenario: Scenario = { name: 'Votes', given: { voters: THREE }, happenings: [] };
    const { rehearsal, does } = await beginScenario(asking({ mode: 'all' }), scenario, setting);
    await does(vote('Ben', 'approve'));
    expect(waitingIn(rehearsal)).toMatchObject([
      {
        element: 'ask',
        round: {
          voters: ['Ann', 'Ben', 'Cem'],
          votes: [{ voter: 'Ben', decision: 'approve' }],
          needed: 3,
        },
      },
    ]);
    await does(vote('Ann', 'reject'));
    expect(rehearsal.state.outcome).toBe('no');
  });

  it('are given by who stands in for a group, one more than must approve', async () => {
    const rules: Rules = {
      mode: 'nOfM',
      needed: 2,
      approvers: [{ group: 'managers' }, { user: 'maya@demo.test' }],
    };
    const { rehearsal } = await played(rules, []);
    expect(waitingIn(rehearsal)[0]?.round?.voters).toEqual([
      'group:managers/1',
      'group:managers/2',
      'group:managers/3',
      'maya@demo.test',
    ]);
  });

  it.each([
    ['not_asked', [vote('Zoe', 'approve')]],
    ['has_voted', [vote('Ann', 'abstain'), vote('Ann', 'approve')]],
  ])('are refused as %s', async (code, happenings) => {
    await expect(played({ mode: 'nOfM', needed: 1 }, happenings, THREE)).rejects.toMatchObject({
      code,
    });
  });

  it('come to what the record counts, whatever the rules and the order', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...APPROVAL_MODES),
        fc.integer({ min: 1, max: 4 }),
        fc.shuffledSubarray(THREE.ask),
        fc.infiniteStream(fc.constantFrom<Decision>('approve', 'reject', 'abstain')),
        async (mode, needed, voters, decisions) => {
          const votes = voters.map((voter) => ({
            voter,
            decision: decisions.next().value as Decision,
          }));
          const seats = THREE.ask.map((_, seat) => ({ seat }));
          const stands = (all: typeof votes) =>
            tallyGroup(
              { mode, needed, seats },
              all.map(({ voter, decision }) => ({ seat: THREE.ask.indexOf(voter), decision })),
            );
          const decided = votes.findIndex((_, last) => stands(votes.slice(0, last + 1)) !== 'open');
          const cast = decided < 0 ? votes : votes.slice(0, decided + 1);
          const { rehearsal } = await played(
            { mode, needed },
            cast.map((one) => vote(one.voter, one.decision)),
            THREE,
          );
          const outcome = { open: null, approved: 'yes', rejected: 'no' }[stands(cast)];
          expect(rehearsal.state.outcome ?? null).toBe(outcome);
        },
      ),
      { numRuns: 60 },
    ));
});
