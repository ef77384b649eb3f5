/** How something comes again, in words and as a rule; and a board as it is filled in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftOf,
  fieldsOf,
  hasChair,
  isWhole,
  startingAt,
  withMember,
  withRole,
} from '#designer/settings/boards/board-draft.ts';
import { nthOf, REPEATS, repeatsOf, ruleMoved, ruleOf } from '#designer/settings/repeats.ts';

const dates = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

describe('a rule', () => {
  it('is read as it was chosen, and goes along with the day it begins on', () => {
    fc.assert(
      fc.property(dates, dates, fc.constantFrom(...REPEATS), (from, to, repeats) => {
        const rule = ruleOf(repeats, from);
        expect(repeatsOf(rule, from)).toBe(repeats);
        expect(repeatsOf(ruleMoved(rule, from, to), to)).toBe(repeats);
      }),
    );
  });

  it('names a weekday of the month by its place, and one that may be missing as the last', () => {
    expect(ruleOf('month', '2026-12-08')).toBe('FREQ=MONTHLY;BYDAY=2TU');
    expect(['2026-12-22', '2026-12-29', '2026-11-24'].map(nthOf)).toEqual([4, -1, -1]);
    expect(ruleOf('fortnight', '2026-12-09')).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE');
  });

  it('that somebody wrote by hand stays as it is', () => {
    const own = 'FREQ=YEARLY;BYMONTH=1';
    expect(repeatsOf(own, '2026-12-08')).toBeNull();
    expect(ruleMoved(own, '2026-12-08', '2026-12-09')).toBe(own);
  });
});

describe('a board', () => {
  const [lea, nils, omar] = ['lea', 'nils', 'omar'].map((id) => ({
    id,
    name: id,
    email: `${id}@demo.test`,
  })) as [never, never, never];

  it('has one chair, whoever is asked to be it', () => {
    const roles = fc.record({
      id: fc.constantFrom('lea', 'nils', 'omar'),
      role: fc.constantFrom('chair' as const, 'deputy' as const, 'member' as const),
    });
    const seated = [lea, nils, omar].reduce(withMember, [] as ReturnType<typeof withMember>);
    expect(hasChair(seated)).toBe(true);
    fc.assert(
      fc.property(fc.array(roles), (changes) => {
        const after = changes.reduce(
          (members, { id, role }) => withRole(members, id, role),
          seated,
        );
        expect(after.filter(({ role }) => role === 'chair').length).toBeLessThanOrEqual(1);
        expect(hasChair(withRole(after, 'nils', 'chair'))).toBe(true);
      }),
    );
  });

  it('meets every week from the first day that is chosen, or not by itself', () => {
    const draft = { ...draftOf(null, 'Europe/Berlin'), name: ' CAB ', meetsItself: true };
    const whole = {
      ...draft,
      members: withMember([], lea),
      ...startingAt(draft, '2026-12-01T10:00'),
    };
    expect([isWhole(draft), isWhole(whole)]).toEqual([false, true]);
    expect(fieldsOf(whole)).toMatchObject({
      name: 'CAB',
      meets: { starts: '2026-12-01T10:00', rrule: 'FREQ=WEEKLY;BYDAY=TU' },
      members: [{ person: 'lea', role: 'chair' }],
    });
    expect(fieldsOf({ ...whole, meetsItself: false }).meets).toBeNull();
  });
});
