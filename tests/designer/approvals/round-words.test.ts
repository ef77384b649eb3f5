/** What an approval waits for, and by what rule, as its approvers and its requester read it. */
import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';
import { messages } from '#designer/messages/en.ts';
import {
  enoughWords,
  fewerWords,
  ruleWords,
  waitingWords,
} from '#designer/ui/approval/round-words.ts';
import { aGroup, anApproval, anApprover, aStage } from './an-approval.ts';

const intl = createIntl({ locale: 'en', messages });
const words = {
  t: (id: keyof typeof messages, values = {}) => intl.formatMessage({ id }, values),
  list: (parts: readonly string[]) => intl.formatList(parts),
};
const three = [1, 2, 3].map((seat) => anApprover(`P${seat}`, { seat }));
const heavy = [
  { seat: 1, weight: 3, veto: false },
  { seat: 2, weight: 1, veto: true },
];

describe('a rule', () => {
  it.each([
    [aGroup([1, 2, 3], { mode: 'nOfM', needed: 2 }), '2 of 3 must approve'],
    // Held to those there are.
    [aGroup([1], { mode: 'nOfM', needed: 2 }), '1 of 1 must approve'],
    [aGroup([1, 2, 3], { mode: 'majority' }), 'More than half of 3 must approve'],
    [aGroup(heavy, { mode: 'majority' }), 'More than half of the weight must approve'],
    [aGroup([1, 2, 3, 4], { mode: 'percent', percent: 75 }), '75% of 4 must approve'],
    [aGroup(heavy, { mode: 'weighted', needed: 9 }), 'Approvals must weigh 4 of 4'],
  ])('%#', (group, said) => {
    expect(ruleWords(words, group)).toBe(said);
  });

  it('says where fewer can be asked than it asks for, and only there', () => {
    const fewer = (...of: Parameters<typeof aGroup>) => fewerWords(words, aGroup(...of));
    expect(fewer([1], { mode: 'nOfM', needed: 2 })).toBe(
      '2 were to approve, and only 1 can be asked: one approval is enough',
    );
    expect(fewer([1, 2], { mode: 'nOfM', needed: 3 })).toContain('2 approvals are enough');
    expect(fewer(heavy, { mode: 'weighted', needed: 9 })).toContain('weigh 9, and all');
    expect(fewer([1, 2], { mode: 'nOfM', needed: 2 })).toBeNull();
    expect(fewer(heavy, { mode: 'weighted', needed: 4 })).toBeNull();
    expect(fewer([1], { mode: 'all', needed: 2 })).toBeNull();
  });

  it('of several groups is a sentence', () => {
    const groups = ['IT', 'Security', 'the CISO'].map((name) => aGroup([1], { id: name, name }));
    const stage = aStage(groups, { enough: [['IT', 'Security'], ['the CISO']] });
    expect(enoughWords(words, stage)).toBe('IT and Security, or the CISO');
  });
});

describe('what is waited for', () => {
  const twoOfThree = { stages: [aStage([aGroup([1, 2, 3], { mode: 'nOfM', needed: 2 })])] };
  const withVotes = (...decisions: ('approve' | 'reject' | 'abstain')[]) =>
    three.map((one, index) => ({ ...one, decision: decisions[index] ?? null }));

  it('goes down with each approval, and in the end has a name', () => {
    const said = (...decisions: Parameters<typeof withVotes>) =>
      waitingWords(words, anApproval({ ...twoOfThree, approvers: withVotes(...decisions) }));
    expect(said()).toBe('Waiting for 2 of 3 approvals');
    expect(said('approve')).toBe('Waiting for one more approval');
    expect(said('approve', 'reject')).toBe('Waiting for P3');
    expect(waitingWords(words, anApproval({ ...twoOfThree, state: 'approved' }))).toBeNull();
  });

  it('is no name where any one of several may take the seat', () => {
    const approvers = [anApprover('Ann'), anApprover('Ben')];
    expect(waitingWords(words, anApproval({ approvers }))).toBe('Waiting for one of 2');
  });

  it('names what is still open of the ways that can still be gone', () => {
    const it = aGroup([1], { id: 'it', name: 'IT', state: 'approved' });
    const security = aGroup([2], { id: 'security', name: 'Security' });
    const ciso = aGroup([3], { id: 'ciso', name: 'the CISO', state: 'rejected' });
    const stage = aStage([it, security, ciso], { enough: [['it', 'security'], ['ciso']] });
    expect(waitingWords(words, anApproval({ stages: [stage], approvers: three }))).toBe(
      'Waiting for Security',
    );
  });

  it('is who has a veto where the others have approved enough', () => {
    const group = aGroup([{ seat: 1, weight: 1, veto: false }, ...heavy.slice(1)], {
      state: 'approved',
    });
    const approvers = withVotes('approve');
    expect(waitingWords(words, anApproval({ stages: [aStage([group])], approvers }))).toBe(
      'Waiting for P2 to be heard',
    );
  });
});
