/** A ticket's events and tasks as the stays that a forecast learns from. */
import { describe, expect, it } from 'vitest';
import { ITSELF, toPast } from '#domain/forecasts/read-past.ts';

const names = new Map([
  ['q1', 'network'],
  ['q2', 'desk'],
]);
const TICKET = { id: 't', priority: 2, status: 'resolved', queue: 'q1', created: 0 };

const none = { ticket: 't', status: null, queue: null, task: null };
const status = (at: number, before: string, after: string) => ({
  ...none,
  at,
  status: { before, after },
});
const queue = (at: number, before: string | null, after: string | null) => ({
  ...none,
  at,
  queue: { before, after },
});
const task = (at: number, isOpen: boolean, element = 'p/look') => ({
  ...none,
  at,
  task: { element, isOpen },
});
const told = (...changes: Parameters<typeof toPast>[1]) => {
  const { stays, endedAt } = toPast(TICKET, changes, names);
  const lines = stays.map(({ element, group, from, begun, to, isHeld }) =>
    [element, group, from, begun, to, isHeld ? 'held' : ''].join(' ').trim(),
  );
  return [...lines, `ended ${endedAt}`];
};

describe('the stays of a ticket', () => {
  it('are where it was, with when work on it began', () => {
    expect(
      told(
        status(5, 'new', 'in_progress'),
        queue(8, 'q2', 'q1'),
        status(9, 'in_progress', 'resolved'),
      ),
    ).toEqual([`${ITSELF} desk 0 5 8`, `${ITSELF} network 8 8 9`, 'ended 9']);
  });

  it('are at the task that is open, where its process asks somebody', () => {
    expect(
      told(
        task(0, true),
        status(3, 'new', 'in_progress'),
        task(6, false),
        task(6, true, 'p/mend'),
        status(9, 'in_progress', 'resolved'),
      ),
    ).toEqual(['p/look network 0 3 6', 'p/mend network 6 6 9', 'ended 9']);
  });

  it('wait for others while it is on hold', () => {
    expect(
      told(
        status(2, 'new', 'on_hold'),
        status(4, 'on_hold', 'in_progress'),
        status(9, 'in_progress', 'resolved'),
      ),
    ).toEqual([
      `${ITSELF} network 0  2`,
      `${ITSELF} network 2 2 4 held`,
      `${ITSELF} network 4 4 9`,
      'ended 9',
    ]);
  });

  it('go on when it is opened again, and hold nothing of what happens to it when it is done', () => {
    expect(
      told(
        status(3, 'new', 'resolved'),
        queue(4, 'q1', 'q2'),
        status(6, 'resolved', 'in_progress'),
        queue(7, 'q2', 'q1'),
        status(9, 'in_progress', 'closed'),
      ),
    ).toEqual([
      `${ITSELF} network 0  3`,
      `${ITSELF} desk 6 6 7`,
      `${ITSELF} network 7 7 9`,
      'ended 9',
    ]);
  });

  it('go on while it is open, and are one for a ticket that was done at once', () => {
    const open = toPast({ ...TICKET, status: 'new' }, [], names);
    expect(open).toMatchObject({ endedAt: null, stays: [{ from: 0, to: null, begun: null }] });
    expect(told(status(0, 'new', 'resolved'))).toEqual([`${ITSELF} network 0 0 0`, 'ended 0']);
  });
});
