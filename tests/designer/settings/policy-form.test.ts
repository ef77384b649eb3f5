/** A service target while it is edited: only what differs is sent, and parts of it are moved and named anew. */
import { describe, expect, it } from 'vitest';
import { daysLeft } from '#designer/settings/contracts/standing.ts';
import { readLength, writeLength } from '#designer/settings/service/LengthField.tsx';
import {
  changedFields,
  freeId,
  moved,
  newPolicy,
  withField,
} from '#designer/settings/targets/policy.ts';

const policy = newPolicy('office');

describe('what is sent of an edited service target', () => {
  it('is nothing where nothing was changed', () => {
    expect(changedFields(policy, structuredClone(policy))).toEqual({});
  });

  it('is what differs, and null for what was taken away', () => {
    const before = { ...policy, validUntil: '2027-01-01' };
    const after = withField({ ...before, name: 'Other' }, 'validUntil', '');
    expect(changedFields(before, after)).toEqual({ name: 'Other', validUntil: null });
  });
});

describe('a list that is edited', () => {
  it('moves one step, and stays where there is no further', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 5, 1)).toEqual(['a', 'b']);
  });

  it('gives what is added a name that nothing else has', () => {
    expect(freeId('t', [{ id: 't1' }, { id: 't3' }])).toBe('t4');
  });
});

describe('a length of time', () => {
  it('keeps the calendar it counts in while it is business time', () => {
    const known = { businessHours: 4, calendar: 'night' };
    expect(writeLength(2, 'businessDays', known)).toEqual({ businessDays: 2, calendar: 'night' });
    expect(writeLength(2, 'hours', known)).toEqual({ hours: 2 });
  });

  it('of several parts is shown and not edited', () => {
    expect(readLength({ hours: 1, minutes: 30 })).toBeNull();
    expect(readLength({ businessHours: 4, calendar: 'night' })).toEqual({
      amount: 4,
      unit: 'businessHours',
    });
  });
});

describe('a contract', () => {
  it('has its last day still', () => {
    const contract = { validUntil: '2027-03-28' };
    expect(daysLeft(contract, '2027-03-28')).toBe(0);
    expect(daysLeft(contract, '2027-03-27')).toBe(1);
    expect(daysLeft(contract, '2027-03-29')).toBe(-1);
    expect(daysLeft({ validUntil: null }, '2027-03-29')).toBeNull();
  });
});
