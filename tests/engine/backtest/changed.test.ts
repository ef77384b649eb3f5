/** What a back-test says of drafts that differ: what is certain it tells, and where history has no answer it stops. */
import { describe, expect, it } from 'vitest';
import { backtest, type Result } from '#engine/backtest/compare.ts';
import type { Happening, History } from '#engine/backtest/history.ts';
import { matchElements } from '#engine/backtest/match.ts';
import { toPast } from '#engine/backtest/play.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/state.ts';
import { judgeQuickly } from '#rules/judge.ts';
import { OFFICE } from '../../support/clock.ts';
import { approval, call, process, review, wait, when } from '../../support/process.ts';

const BEGIN = '2026-03-02T08:00:00.000Z';
const at = (hours: number): string => new Date(Date.parse(BEGIN) + hours * 3_600_000).toISOString();
const setting = { judge: judgeQuickly([]), calendar: () => OFFICE };

const stay = (element: string, from: number, until: number, more: object = {}) => ({
  element,
  enteredAt: at(from),
  leftAt: at(until),
  outcome: null,
  ...more,
});
const done = (outcome: string | null = null, values: object = {}) => ({
  answer: { kind: 'task', outcome, values } as const,
});
const decided = (outcome: 'approved' | 'rejected' | 'timedOut') => ({
  outcome,
  answer: { kind: 'approval', outcome } as const,
});

function history(stays: readonly object[], more: Partial<History> = {}): History {
  return {
    trigger: null,
    start: { element: 'start', at: BEGIN, variables: {} },
    ticket: { type: 'incident', priority: 3, status: 'new' },
    requester: {},
    stays: [
      { ...stay('start', 0, 0), flow: null },
      ...stays.map((one, index) => ({ flow: `f${index + 1}`, ...one })),
    ] as History['stays'],
    happenings: [],
    sets: [],
    status: 'completed',
    outcome: null,
    ...more,
  };
}

const tell = (past: Definition, draft: Definition, of: History): Promise<Result> =>
  backtest(draft, toPast(draft, past), of, setting);

const past = process('start > work > end');
const worked = history([stay('work', 0, 5, done('done')), stay('end', 5, 5)]);

describe('a back-test of a changed process', () => {
  it('stops at a task that never took place', async () => {
    const draft = process('start > work > check > end');
    expect(await tell(past, draft, worked)).toMatchObject({
      result: 'diverged',
      diverged: { element: 'check', reason: 'neverHappened' },
      differences: [{ kind: 'path', before: [], after: ['check'] }],
      waitedMs: { before: 0, after: null },
    });
  });

  it('stops at an approval that nobody was asked for, and says whom the draft asks', async () => {
    const draft = process('start > ask -approved> work > end', { ask: approval });
    const { result, diverged, differences } = await tell(past, draft, worked);
    expect({ result, diverged }).toEqual({
      result: 'diverged',
      diverged: { element: 'ask', reason: 'neverHappened' },
    });
    expect(differences.map(({ kind }) => kind)).toEqual(['path', 'approvals']);
    expect(differences[1]).toMatchObject({
      before: [],
      after: [{ element: 'ask', mode: 'any', needed: null, of: [{ role: 'admin' }] }],
    });
  });

  it('goes on where the draft leaves an approval out', async () => {
    const before = process('start > ask -approved> work > end', { ask: approval });
    const ran = history([
      stay('ask', 0, 2, decided('approved')),
      stay('work', 2, 5, done('done')),
      stay('end', 5, 5),
    ]);
    const { result, differences } = await tell(before, past, ran);
    expect(result).toBe('different');
    expect(differences).toMatchObject([
      { kind: 'path', before: ['ask'], after: [] },
      { kind: 'approvals', after: [] },
    ]);
  });

  it('does not guess what other people would have decided', async () => {
    const before = process('start > ask -approved> end', { ask: approval });
    const ran = history([stay('ask', 0, 2, decided('approved')), stay('end', 2, 2)]);
    const asked = { ...approval, approval: { mode: 'all', approvers: [{ group: 'managers' }] } };
    const draft = process('start > ask -approved> end', { ask: asked });
    expect(await tell(before, draft, ran)).toMatchObject({
      diverged: { element: 'ask', reason: 'otherPeople' },
      differences: [{ kind: 'approvals' }],
    });
  });

  it('takes what a board came to, and does not guess what another one would have', async () => {
    const answer = { kind: 'review', outcome: 'deferred' } as const;
    const drawn = (board: string, more = '') =>
      process(`start > ask -deferred> end${more}`, { ask: { ...review, cab: { board } } });
    const ran = history([stay('ask', 0, 2, { outcome: 'deferred', answer }), stay('end', 2, 2)]);
    const before = drawn('it');
    expect(await tell(before, drawn('it', '; ask -approved> b > end'), ran)).toMatchObject({
      result: 'same',
    });
    expect((await tell(before, drawn('security'), ran)).diverged).toEqual({
      element: 'ask',
      reason: 'otherPeople',
    });
    const open = history([stay('ask', 0, 2, { leftAt: null })]);
    expect((await tell(before, before, open)).diverged).toEqual({
      element: 'ask',
      reason: 'unanswered',
    });
  });

  it('stops at an outcome that the draft does not have, and at a value nobody was asked for', async () => {
    const outcomes = (...keys: string[]) => ({
      type: 'userTask',
      task: { outcomes: keys.map((key) => ({ key, label: key })) },
    });
    const before = process('start > work > end', { work: outcomes('fixed', 'gone') });
    const ran = history([stay('work', 0, 5, done('gone')), stay('end', 5, 5)]);
    const draft = process('start > work > end', { work: outcomes('fixed') });
    expect((await tell(before, draft, ran)).diverged).toEqual({
      element: 'work',
      reason: 'otherOutcome',
    });
    const asking = process('start > work > end', {
      work: { type: 'userTask', task: { form: { type: 'object', required: ['cause'] } } },
    });
    expect((await tell(past, asking, worked)).diverged).toEqual({
      element: 'work',
      reason: 'moreValues',
    });
  });

  it('stops at a call that was never made', async () => {
    const draft = process('start > work > tell > end', { tell: call });
    expect((await tell(past, draft, worked)).diverged).toEqual({
      element: 'tell',
      reason: 'neverHappened',
    });
  });

  it('lets the draft time out earlier, and does not know what a longer time would have brought', async () => {
    const due = (hours: number) => ({
      ...approval,
      approval: { ...approval.approval, due: { hours } },
    });
    const drawn = (hours: number) =>
      process('start > ask -approved> end; ask -timedOut> late', {
        ask: due(hours),
        late: { type: 'endEvent', outcome: 'late' },
      });
    const ran = history([stay('ask', 0, 5, decided('approved')), stay('end', 5, 5)]);
    expect(await tell(drawn(8), drawn(2), ran)).toMatchObject({
      result: 'different',
      differences: [
        { kind: 'path', before: ['end'], after: ['late'] },
        { kind: 'outcome', of: 'ended', before: 'completed', after: 'completed: late' },
      ],
    });
    const late = history(
      [stay('ask', 0, 2, decided('timedOut')), stay('late', 2, 2, { flow: 'f2' })],
      {
        outcome: 'late',
      },
    );
    expect((await tell(drawn(2), drawn(8), late)).diverged).toEqual({
      element: 'ask',
      reason: 'unanswered',
    });
  });

  it('asks the ticket as it was at that moment', async () => {
    const sketch = {
      urgent: { type: 'endEvent', outcome: 'urgent' },
      x: { type: 'exclusiveGateway', default: 'f3' },
    };
    const draft = process('start > work > x; x > end; x -?high> urgent', sketch, {
      high: when('ticket.priority', 'equal', 1),
    });
    const change = (hours: number): Happening => ({
      kind: 'change',
      at: at(hours),
      set: { priority: 1 },
    });
    const ends = async (happenings: readonly Happening[]) =>
      (await tell(past, draft, { ...worked, happenings })).paths.after.at(-1)?.element;
    expect(await ends([])).toBe('end');
    expect(await ends([change(4)])).toBe('urgent');
    expect(await ends([change(6)])).toBe('end');
  });

  it('knows a moved element again by its name and outcomes, unless two could be meant', async () => {
    const named = process('start > job > end', {
      job: { name: 'work', type: 'userTask', task: {} },
    });
    expect(await tell(past, named, worked)).toMatchObject({ result: 'same' });
    const twice = process('start > job > other > end', {
      job: { name: 'work', type: 'userTask', task: {} },
      other: { name: 'work', type: 'userTask', task: {} },
    });
    expect(matchElements(twice, past).has('job')).toBe(false);
    expect((await tell(past, twice, worked)).diverged).toEqual({
      element: 'job',
      reason: 'neverHappened',
    });
  });

  it('tells what the process sets otherwise, and what the record would refuse', async () => {
    const assign = (queue: string) => ({ type: 'serviceTask', action: { type: 'assign', queue } });
    const drawn = (queue: string) => process('start > assign > end', { assign: assign(queue) });
    const ran = history([stay('assign', 0, 0, { outcome: 'done' }), stay('end', 0, 0)], {
      sets: [{ field: 'queue', value: 'network' }],
    });
    const settle = (_: object, set: { readonly [field: string]: Json }) =>
      set.queue === 'gone' ? { refused: { code: 'not_found', message: 'No queue.' } } : { set };
    const told = (queue: string) =>
      backtest(drawn(queue), toPast(drawn(queue), drawn('network')), ran, { ...setting, settle });
    expect(await told('network')).toMatchObject({ result: 'same' });
    expect((await told('desk')).differences).toEqual([
      { kind: 'assignment', of: 'queue', before: 'network', after: 'desk' },
    ]);
    expect((await told('gone')).differences).toContainEqual({
      kind: 'outcome',
      of: 'ended',
      before: 'completed',
      after: 'failing: assign: not_found',
    });
  });

  it('adds up what timers hold up', async () => {
    const waiting = (hours: number) =>
      process('start > pause > end', { pause: wait({ after: { hours } }) });
    const ran = history([stay('pause', 0, 3, { outcome: 'done' }), stay('end', 3, 3)]);
    expect(await tell(waiting(3), waiting(1), ran)).toMatchObject({
      result: 'same',
      waitedMs: { before: 3 * 3_600_000, after: 3_600_000 },
    });
  });

  it('says when the draft would not have begun', async () => {
    const begun = (ticketTypes: string[]) =>
      process('start > work > end', {
        start: { type: 'startEvent', trigger: { type: 'ticketCreated', ticketTypes } },
      });
    const ran = { ...worked, trigger: { catalogItem: null } };
    expect(await tell(begun(['incident']), begun(['incident']), ran)).toMatchObject({
      result: 'same',
    });
    const { result, differences, paths } = await tell(begun(['incident']), begun(['change']), ran);
    expect({ result, after: paths.after }).toEqual({ result: 'different', after: [] });
    expect(differences.at(-1)).toMatchObject({ kind: 'outcome', after: 'notStarted' });
  });

  it('does not take a message for heard whose content the draft wants to know and nobody knows any more', async () => {
    const hearing = (message: object) =>
      process('start > hear > end', { hear: { type: 'intermediateCatchEvent', message } });
    const happenings: readonly Happening[] = [
      { kind: 'message', at: at(2), name: 'reply', key: null, value: null, forgotten: true },
    ];
    const ran = history([stay('hear', 0, 2, { outcome: 'done' }), stay('end', 2, 2)], {
      happenings,
    });
    const plain = hearing({ name: 'reply' });
    expect(await tell(plain, plain, ran)).toMatchObject({ result: 'same' });
    expect((await tell(plain, hearing({ name: 'reply', into: 'said' }), ran)).diverged).toEqual({
      element: 'hear',
      reason: 'forgotten',
    });
    expect((await tell(plain, hearing({ name: 'other' }), ran)).diverged).toEqual({
      element: 'hear',
      reason: 'neverCame',
    });
  });
});
