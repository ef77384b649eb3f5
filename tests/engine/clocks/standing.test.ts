import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf, hasRun, read, type Segment } from '#engine/clocks/ledger.ts';
import {
  type AfterStop,
  type Answers,
  BEGINNING,
  goOn,
  nextPlace,
  type Place,
  type Standing,
} from '#engine/clocks/standing.ts';
import { addSeconds } from '#engine/instant.ts';

const NOTHING: Answers = {
  start: false,
  pause: false,
  resume: null,
  stop: false,
  reset: false,
  cancel: false,
};
const BEGUN: Answers = { ...NOTHING, start: true };
const from = (standing: Standing, cycle = 1): Place => ({ standing, cycle });
const next = (place: Place, answers: Partial<Answers>, afterStop: AfterStop = 'continue') =>
  nextPlace(place, { ...BEGUN, ...answers }, afterStop);

describe('a clock, as something happens', () => {
  it('begins when its start holds, paused where it is to stand still', () => {
    expect(nextPlace(BEGINNING, NOTHING, 'stay')).toBe(BEGINNING);
    expect(next(BEGINNING, {})).toEqual(from('running'));
    expect(next(BEGINNING, { pause: true })).toEqual(from('paused'));
  });

  it('stops where it is to pause and to stop in the same instant', () => {
    expect(next(from('running'), { pause: true, stop: true })).toEqual(from('stopped'));
    expect(next(from('paused'), { pause: true, stop: true })).toEqual(from('stopped'));
  });

  it('is cancelled before it is stopped', () => {
    expect(next(from('running'), { stop: true, cancel: true })).toEqual(from('cancelled'));
  });

  it('resumes by its own condition where it has one', () => {
    expect(next(from('paused'), { pause: false })).toEqual(from('running'));
    expect(next(from('paused'), { pause: false, resume: false })).toEqual(from('paused'));
    expect(next(from('paused'), { pause: true, resume: true })).toEqual(from('paused'));
  });

  it('begins a new cycle when it is reset', () => {
    expect(next(from('running'), { reset: true })).toEqual(from('running', 2));
    expect(next(from('stopped'), { reset: true }, 'stay')).toEqual(from('running', 2));
  });

  it('does by its policy what becomes of it when a stopped one is wanted again', () => {
    expect(next(from('stopped'), {}, 'stay')).toEqual(from('stopped'));
    expect(next(from('stopped'), {}, 'continue')).toEqual(from('running'));
    expect(next(from('stopped'), {}, 'restart')).toEqual(from('running', 2));
  });
});

describe('a clock that is counted from an instant still to come', () => {
  const hour = (count: number): string => addSeconds('2026-03-01T00:00:00.000Z', count * 3_600);
  /** Each at its hour; counted from the tenth. */
  const lived = (...places: readonly (readonly [number, Place])[]) =>
    places.reduce<{ place: Place; segments: readonly Segment[] }>(
      ({ place, segments }, [when, after]) => ({
        place: after,
        segments: goOn(segments, place, after, hour(when), { hours: 'always' }, hour(10)),
      }),
      { place: BEGINNING, segments: [] },
    ).segments;
  const RUNS = { state: 'running', from: hour(10), to: null };

  it('is counted from there also where it was on hold, or began anew, before', () => {
    const [running, paused] = [from('running'), from('paused')];
    expect(lived([0, running], [1, paused], [2, running]).at(-1)).toMatchObject(RUNS);
    expect(lived([0, paused], [2, running]).at(-1)).toMatchObject(RUNS);
    expect(lived([0, running], [1, from('running', 2)]).at(-1)).toMatchObject(RUNS);
    expect(lived([0, running], [1, paused], [12, running]).at(-1)?.from).toBe(hour(12));
  });

  it('goes on until then, and is neither over nor held', () => {
    const segments = lived([0, from('running')], [1, from('paused')], [2, from('running')]);
    const stood = (when: number) =>
      read(asOf({ targetSeconds: 3_600, segments }, hour(when)), hour(when));
    expect(stood(1.5).state).toBe('paused');
    expect(stood(2)).toMatchObject({ state: 'running', elapsedSeconds: 0, dueAt: hour(11) });
    expect(stood(10.5)).toMatchObject({ state: 'running', elapsedSeconds: 1_800 });
  });
});

const answers: fc.Arbitrary<Answers> = fc.record({
  start: fc.boolean(),
  pause: fc.boolean(),
  resume: fc.constantFrom(null, true, false),
  stop: fc.boolean(),
  reset: fc.boolean(),
  cancel: fc.boolean(),
});
const afterStop = fc.constantFrom<AfterStop[]>('stay', 'continue', 'restart');
const START = '2026-03-01T00:00:00.000Z';

describe('every clock, whatever happens', () => {
  it('has segments in order, one after the other, and only the last is open, in the state it stands in', () =>
    fc.assert(
      fc.property(
        // Some come before the one before: the clock of the machine was put back.
        fc.array(fc.tuple(answers, fc.integer({ min: -200, max: 600 })), { maxLength: 12 }),
        afterStop,
        fc.integer({ min: -900, max: 900 }),
        (happenings, policy, offset) => {
          let place = BEGINNING;
          let segments: readonly Segment[] = [];
          let at = START;
          for (const [said, passed] of happenings) {
            at = addSeconds(at, passed);
            const after = nextPlace(place, said, policy);
            segments = goOn(
              segments,
              place,
              after,
              at,
              { hours: 'always' },
              addSeconds(at, offset),
            );
            place = after;
            const last = segments.at(-1);
            const open = last && last.to === null ? last.state : null;
            const isGoing = place.standing === 'running' || place.standing === 'paused';
            expect(open).toBe(isGoing ? place.standing : null);
            if (isGoing) expect(last?.cycle).toBe(place.cycle);
          }
          for (const [index, segment] of segments.entries()) {
            const following = segments[index + 1];
            if (following) expect(segment.to !== null && segment.to <= following.from).toBe(true);
            if (segment.to !== null) expect(segment.from <= segment.to).toBe(true);
            if (following) expect(segment.cycle).toBeLessThanOrEqual(following.cycle);
          }
        },
      ),
    ));

  it('never runs before the instant it is counted from, where that is still to come', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(answers, fc.integer({ min: -200, max: 600 })), { maxLength: 12 }),
        afterStop,
        fc.integer({ min: 0, max: 2_000 }),
        (happenings, policy, offset) => {
          const counted = addSeconds(START, offset);
          let lived: { place: Place; segments: readonly Segment[] } = {
            place: BEGINNING,
            segments: [],
          };
          let at = START;
          for (const [said, passed] of happenings) {
            at = addSeconds(at, passed);
            const place = nextPlace(lived.place, said, policy);
            const { segments } = lived;
            const next = goOn(segments, lived.place, place, at, { hours: 'always' }, counted);
            lived = { place, segments: next };
          }
          for (const segment of lived.segments)
            if (hasRun(segment)) expect(segment.from >= counted).toBe(true);
        },
      ),
    ));

  it('stays where it is when the same holds again, unless it is begun anew', () =>
    fc.assert(
      fc.property(
        answers,
        afterStop,
        fc.array(answers, { maxLength: 5 }),
        (said, policy, before) => {
          const steady = { ...said, reset: false };
          const place = before.reduce((at, each) => nextPlace(at, each, policy), BEGINNING);
          const once = nextPlace(place, steady, policy);
          const twice = nextPlace(once, steady, policy);
          fc.pre(!(steady.stop && once.standing === 'cancelled'));
          if (once.standing !== 'cancelled' || steady.cancel) expect(twice).toEqual(once);
        },
      ),
    ));
});
