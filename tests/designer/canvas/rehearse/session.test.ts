/** A rehearsal as its author plays it: forward, back, on a changed drawing, kept and held against what was expected. */
import { describe, expect, it } from 'vitest';
import { coveredBy, playKept } from '#designer/canvas/rehearse/kept-plays.ts';
import { isPlayed, type Played, play, playOn } from '#designer/canvas/rehearse/play.ts';
import {
  NEW_SESSION,
  reduceSession,
  type Session,
  type SessionAct,
  shownOf,
  toScenario,
} from '#designer/canvas/rehearse/session.ts';
import type { Definition } from '#engine/definition.ts';
import type { Happening } from '#engine/rehearsal/index.ts';
import { judgeBy } from '#rules/judge.ts';
import { OFFICE } from '../../../support/clock.ts';
import { approval, call, comment, process, wait, when } from '../../../support/process.ts';

const setting = { judge: judgeBy([]), calendar: () => OFFICE };
const atOnce = () => Promise.resolve();

const LOAN = process(
  'start > ask; ask -approved> x; ask -rejected> no > end; x -?dear> check > give; x > give; give > end2',
  { ask: approval, no: comment, x: { type: 'exclusiveGateway', default: 'f7' } },
  { dear: when('variables.cost', 'greaterThan', 1000) },
);
const APPROVED: Happening = { type: 'decide', element: 'ask', outcome: 'approved' };
const REJECTED: Happening = { type: 'decide', element: 'ask', outcome: 'rejected' };
const CHECKED: Happening = { type: 'complete', element: 'check' };
const GIVEN: Happening = { type: 'complete', element: 'give' };
const given = { at: 'Mon 09:00', variables: { cost: 2400 } };

const told = (...acts: readonly SessionAct[]): Session => acts.reduce(reduceSession, NEW_SESSION);
const happen = (...happenings: readonly Happening[]): SessionAct => ({
  type: 'happen',
  happenings,
});
const whole = told({ type: 'begin', given }, happen(APPROVED), happen(CHECKED), happen(GIVEN));

describe('a rehearsal', () => {
  it('tells what came of its beginning and of each thing that happened', async () => {
    const { turns, rehearsal } = await played(LOAN, whole);
    expect(turns.map(({ happening, entries }) => [happening?.type, entries.length > 0])).toEqual([
      [undefined, true],
      ['decide', true],
      ['complete', true],
      ['complete', true],
    ]);
    expect(rehearsal.trace.at(-1)).toBe('completed');
  });

  it('takes back what happened last, and does it again', async () => {
    const back = reduceSession(reduceSession(whole, { type: 'back' }), { type: 'back' });
    expect(await waitingOn(LOAN, back)).toEqual(['check']);
    const again = reduceSession(back, { type: 'forward' });
    expect(await waitingOn(LOAN, again)).toEqual(['give']);
    expect(again.happenings).toBe(whole.happenings);
  });

  it('stays where it is before the first and after the last', () => {
    const first = reduceSession(whole, { type: 'goTo', position: 0 });
    expect(reduceSession(first, { type: 'back' })).toBe(first);
    expect(reduceSession(whole, { type: 'forward' })).toBe(whole);
  });

  it('forgets what was stepped back over when something else happens', async () => {
    const other = reduceSession(
      reduceSession(whole, { type: 'goTo', position: 0 }),
      happen(REJECTED),
    );
    expect(other.happenings).toEqual([REJECTED]);
    expect((await played(LOAN, other)).rehearsal.trace).toContain('ask: rejected');
  });

  it('goes on by itself until an element where it shall stop', async () => {
    const begun = told({ type: 'begin', given }, { type: 'toggleBreak', element: 'give' });
    expect(await playOn(LOAN, begun, setting)).toEqual({
      happenings: [APPROVED, CHECKED],
      stop: { why: 'reached', element: 'give' },
    });
    const free = reduceSession(begun, { type: 'toggleBreak', element: 'give' });
    expect(await playOn(LOAN, free, setting)).toMatchObject({ stop: { why: 'ended' } });
  });
});

describe('a rehearsal on a changed drawing', () => {
  const without: Definition = {
    ...LOAN,
    elements: LOAN.elements.filter(({ id }) => id !== 'check'),
    flows: LOAN.flows.filter(({ from, to }) => from !== 'check' && to !== 'check'),
  };

  it('plays the same as far as it fits, and says where it does not', async () => {
    const { hitch, turns } = await played(without, whole);
    expect(hitch).toMatchObject({ happening: 1, code: 'nothing_waits' });
    expect(turns.length).toBe(2);
  });

  it('fits again without what no longer does, or ends before it', async () => {
    const omitted = reduceSession(whole, { type: 'omit', happening: 1 });
    expect((await played(without, omitted)).hitch).toBeNull();
    const cut = reduceSession(whole, { type: 'cut', happening: 1 });
    expect([cut.happenings, cut.position]).toEqual([[APPROVED], 1]);
  });

  it('says what keeps it from beginning', async () => {
    const nothing = { ...LOAN, elements: [], flows: [] };
    expect(await play(nothing, whole, setting)).toMatchObject({
      code: 'no_start',
      happening: null,
    });
    const elsewhere = told({ type: 'begin', given: { start: 'gone' } });
    expect(await play(LOAN, elsewhere, setting)).toMatchObject({ code: 'misnamed' });
    const never = told({ type: 'begin', given: { at: 'some day' } });
    expect(await play(LOAN, never, setting)).toMatchObject({ code: 'no_moment' });
  });

  it('takes a half-drawn condition for what it is', async () => {
    const flows = LOAN.flows.map((flow) =>
      flow.conditions ? { ...flow, conditions: { all: [{ fact: 'a', operator: 'no' }] } } : flow,
    );
    const half = { ...LOAN, flows } as unknown as Definition;
    expect((await played(half, whole)).hitch).toMatchObject({ happening: 0, code: 'broken' });
  });

  it('takes a drawing that nothing can be made of for what it is, with what is kept of it', async () => {
    const torn = { ...LOAN, elements: [null] } as unknown as Definition;
    expect(await play(torn, whole, setting)).toMatchObject({ happening: null, code: 'broken' });
    expect(await playOn(torn, whole, setting)).toMatchObject({ code: 'broken' });
    const kept = [{ id: '1', scenario: { name: 'A', happenings: [] } }];
    expect(await playKept(torn, kept, setting, atOnce)).toMatchObject([
      { id: '1', result: 'unplayable', hitch: { code: 'broken' } },
    ]);
  });

  it('does not complete a task with what its form would refuse', async () => {
    const form = { type: 'object', properties: { tag: { type: 'string' } }, required: ['tag'] };
    const elements = LOAN.elements.map((element) =>
      element.id === 'check' ? { ...element, task: { form } } : element,
    ) as Definition['elements'];
    expect((await played({ ...LOAN, elements }, whole)).hitch).toMatchObject({
      happening: 1,
      code: 'unfit',
    });
  });
});

describe('a kept scenario', () => {
  const keptAs = async (session: Session) => {
    const { rehearsal } = await played(LOAN, session);
    return { id: '1', scenario: toScenario(session, 'test', 'Dear', rehearsal.trace) };
  };

  it('passes on the drawing it was kept on, and is told apart on another', async () => {
    const kept = await keptAs(whole);
    expect(kept.scenario.happenings.length).toBe(3);
    const [same] = await playKept(LOAN, [kept], setting, atOnce);
    expect(same?.result).toBe('passed');
    const renamed = {
      ...LOAN,
      flows: LOAN.flows.map((flow) => (flow.conditions ? { ...flow, name: 'Dear' } : flow)),
    };
    const [otherwise] = await playKept(renamed, [kept], setting, atOnce);
    expect(otherwise).toMatchObject({ result: 'differs', expected: 'x → check', got: 'x → Dear' });
  });

  it('cannot be played where it names what is gone', async () => {
    const kept = await keptAs(whole);
    const elements = LOAN.elements.filter(({ id }) => id !== 'give');
    const [gone] = await playKept({ ...LOAN, elements }, [kept], setting, atOnce);
    expect(gone).toMatchObject({ result: 'unplayable', hitch: { happening: 2, code: 'misnamed' } });
  });

  it('is the path that is shown: without what was stepped back over, and what does not fit', async () => {
    const back = reduceSession(whole, { type: 'back' });
    expect(shownOf(back, null)).toMatchObject({ happenings: [APPROVED, CHECKED], position: 2 });
    const shown = shownOf(whole, { happening: 1 });
    expect(shown.happenings).toEqual([APPROVED]);
    const { scenario } = await keptAs(shown);
    const kept = { id: '1', name: 'Dear' };
    const { happenings } = scenario;
    const expected = scenario.trace ?? [];
    const now = reduceSession(whole, { type: 'keep', kept, happenings, expected });
    expect(now).toMatchObject({ kept, happenings: [APPROVED], position: 1 });
    expect((await played(LOAN, now)).differs).toBe(null);
  });

  it('holds nothing of what was half done when it broke', async () => {
    const breaking = process(
      'start > a > wait > x; x -?odd> b > end; x > end2',
      {
        wait: wait({ after: { hours: 1 } }),
        x: { type: 'exclusiveGateway', default: 'f6' },
      },
      { odd: { all: [{ fact: 'a', operator: 'no' }] } as never },
    );
    const done: Happening = { type: 'complete', element: 'a' };
    const later: Happening = { type: 'wait', for: { hours: 2 } };
    const fitting = told({ type: 'begin', given: {} }, happen(done));
    const broken = reduceSession(fitting, happen(later));
    const { hitch, rehearsal } = await played(breaking, broken);
    expect(hitch).toMatchObject({ happening: 1, code: 'broken' });
    const { rehearsal: before } = await played(breaking, fitting);
    expect(rehearsal.at).toBe(before.at);
    expect(rehearsal.trace).toEqual(before.trace);
    expect(rehearsal.tokens).toEqual(before.tokens);
  });

  it('is loaded with what is expected, and differs only when all of it has happened', async () => {
    const { scenario } = await keptAs(whole);
    const trace = [...(scenario.trace ?? []).slice(0, -1), 'completed: otherwise'];
    const loaded = told({ type: 'load', scenario: { ...scenario, trace } });
    expect((await played(LOAN, loaded)).differs).toBe(trace.length - 1);
    expect((await played(LOAN, reduceSession(loaded, { type: 'back' }))).differs).toBeNull();
  });

  it('covers what it came to', async () => {
    const kept = [await keptAs(whole)];
    const plays = await playKept(LOAN, kept, setting, atOnce);
    const steps = plays.flatMap((one) => (one.steps ? [one.steps] : []));
    const { elements, flows, all, reached } = coveredBy(LOAN, steps);
    expect([elements.get('check'), elements.get('no'), flows.get('f7')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect([all, reached]).toEqual([16, 11]);
  });
});

describe('a failure', () => {
  it('is brought about, waits, and is tried again', async () => {
    const calling = process('start > a > b > end', { b: call });
    const failing = told(
      { type: 'begin', given: {} },
      happen({ type: 'fail', element: 'b', code: 'http_503' }, { type: 'complete', element: 'a' }),
    );
    const { rehearsal } = await played(calling, failing);
    expect(rehearsal.tokens[0]?.wait).toMatchObject({ kind: 'failed', code: 'http_503' });
    const retried = reduceSession(failing, happen({ type: 'retry', element: 'b' }));
    expect((await played(calling, retried)).rehearsal.tokens[0]?.wait.kind).toBe('call');
  });
});

async function played(definition: Definition, session: Session): Promise<Played> {
  const outcome = await play(definition, session, setting);
  if (!isPlayed(outcome)) throw new Error(`cannot be played: ${outcome.code} ${outcome.message}`);
  return outcome;
}

const waitingOn = async (definition: Definition, session: Session): Promise<string[]> =>
  (await played(definition, session)).rehearsal.tokens.map(({ element }) => element);
