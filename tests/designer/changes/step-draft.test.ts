/** Writing the steps of a plan: what is begun stays first, and what is sent is what was meant. */
import { describe, expect, it } from 'vitest';
import type { ChangeStep } from '#designer/client/types/changes.ts';
import {
  added,
  draftsOf,
  fieldsOf,
  firstToCome,
  mayMove,
  moved,
  wishesOf,
} from '#designer/ui/change/step-draft.ts';

const ann = { id: 'ann-id', name: 'Ann', email: 'ann@example.org' };
const step = (
  key: string,
  state: ChangeStep['state'],
  more: Partial<ChangeStep> = {},
): ChangeStep => ({
  key,
  title: key,
  details: '',
  undo: '',
  minutes: null,
  assignment: null,
  state,
  by: null,
  at: null,
  dueAt: null,
  task: null,
  ...more,
});
const STEPS = [
  step('a', 'done', { assignment: { user: ann, group: null, queue: null } }),
  step('b', 'doing'),
  step('c', 'waiting', {
    assignment: { user: null, group: null, queue: { id: 'q', key: 'net', name: 'Network' } },
  }),
  step('d', 'waiting'),
];
const drafts = draftsOf(STEPS);
const order = (some: ReturnType<typeof draftsOf>) => some.map(({ id }) => id).join('');

describe('steps that are written', () => {
  it('move among those to come, and not past what is begun', () => {
    expect(firstToCome(drafts)).toBe(2);
    expect(order(moved(drafts, 3, -1))).toBe('abdc');
    expect(order(moved(drafts, 2, 1))).toBe('abdc');
    expect(order(moved(drafts, 2, -1))).toBe('abcd');
    expect(order(moved(drafts, 3, 1))).toBe('abcd');
    expect([mayMove(drafts, 2, -1), mayMove(drafts, 3, -1)]).toEqual([false, true]);
  });

  it('that failed may be written anew, also in the place where they failed', () => {
    expect(draftsOf([step('a', 'failed')])[0]?.isFixed).toBe(false);
  });

  it('stay where they were skipped, until the change was backed out', () => {
    const skipped = [step('a', 'not_done'), step('b', 'done'), step('c', 'waiting')];
    expect(draftsOf(skipped).map(({ isFixed }) => isFixed)).toEqual([true, true, false]);
    expect(draftsOf(skipped).map(({ isSkipped }) => isSkipped)).toEqual([true, false, false]);
    // As they came: the server refuses anything else.
    expect(fieldsOf(draftsOf(skipped), skipped)[0]).toMatchObject({ key: 'a', title: 'a' });
    const takenBack = [step('a', 'not_done'), step('b', 'undone')];
    expect(draftsOf(takenBack).map(({ isFixed }) => isFixed)).toEqual([false, true]);
    const noted = draftsOf([step('a', 'not_done')], { isBackedOut: true });
    expect(noted[0]?.isFixed).toBe(false);
  });

  it('go back with their keys, and with whoever was named by what names them', () => {
    expect(fieldsOf(added(drafts, 'new'), STEPS)).toMatchObject([
      { key: 'a', assignment: { user: 'ann-id' } },
      { key: 'b', assignment: null },
      { key: 'c', assignment: { queue: 'q' } },
      { key: 'd', assignment: null },
      { title: '', assignment: null },
    ]);
    const other = drafts.with(2, {
      ...drafts[2]!,
      who: { kind: 'group', key: 'dba' },
    });
    expect(fieldsOf(other, STEPS)[2]?.assignment).toEqual({ group: 'dba' });
    const nobody = drafts.with(2, { ...drafts[2]!, who: null });
    expect(fieldsOf(nobody, STEPS)[2]?.assignment).toBeNull();
    expect(fieldsOf(added([], 'new'), [])[0]).not.toHaveProperty('key');
  });

  it('name people by their address and teams by their key where they are kept for changes to come', () => {
    const [first, second, third] = wishesOf(drafts);
    expect(first).toEqual({
      key: 'a',
      title: 'a',
      details: '',
      undo: '',
      minutes: null,
      assignment: { user: 'ann@example.org' },
    });
    expect(second?.assignment).toBeNull();
    expect(third?.assignment).toEqual({ queue: 'net' });
    expect(wishesOf(added([], 'new'))[0]).not.toHaveProperty('key');
  });

  it('of a plan that has not begun may all be written', () => {
    const { state, ...planned } = step('a', 'waiting');
    expect(draftsOf([planned])[0]?.isFixed).toBe(false);
  });
});
