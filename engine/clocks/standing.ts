/**
 * How a clock goes on when something happened: from where it stands and what its conditions say now. Pure, and the same for
 * a ticket that changes, for one whose past is counted again under another policy, and for one that is only played.
 */
import { earlierOf, laterOf } from '../instant.ts';
import { type Hours, hasRun, type Segment } from './ledger.ts';

/** `waiting`: applies, and has not begun. */
export type Standing = 'waiting' | 'running' | 'paused' | 'stopped' | 'cancelled';

/** What holds after the happening. `resume` is only asked of a paused clock; without one it resumes as soon as `pause` does not hold. */
export type Answers = {
  readonly start: boolean;
  readonly pause: boolean;
  readonly resume: boolean | null;
  readonly stop: boolean;
  readonly reset: boolean;
  readonly cancel: boolean;
};

/** What becomes of a stopped clock where `stop` holds no longer: nothing, it counts on, or it begins again. */
export type AfterStop = 'stay' | 'continue' | 'restart';

export type Place = { readonly standing: Standing; readonly cycle: number };

export const BEGINNING: Place = { standing: 'waiting', cycle: 1 };

/**
 * Where several hold in the same instant: cancelled before stopped, stopped before begun anew, begun anew before paused. A
 * clock that begins and stops in one instant was begun, and met.
 */
export function nextPlace(place: Place, answers: Answers, afterStop: AfterStop): Place {
  const { standing, cycle } = place;
  if (answers.cancel) return standing === 'waiting' ? place : { standing: 'cancelled', cycle };
  switch (standing) {
    case 'waiting':
      if (!answers.start) return place;
      return { standing: answers.stop ? 'stopped' : going(answers), cycle };
    case 'running':
    case 'paused': {
      if (answers.stop) return { standing: 'stopped', cycle };
      if (answers.reset) return { standing: going(answers), cycle: cycle + 1 };
      return { standing: stays(standing, answers) ? standing : going(answers), cycle };
    }
    case 'stopped':
      if (answers.reset && !answers.stop) return { standing: going(answers), cycle: cycle + 1 };
      if (answers.stop || !answers.start || afterStop === 'stay') return place;
      return { standing: going(answers), cycle: afterStop === 'restart' ? cycle + 1 : cycle };
    case 'cancelled':
      if (answers.stop) return { standing: 'stopped', cycle };
      return answers.start ? { standing: going(answers), cycle } : place;
  }
}

const going = ({ pause }: Answers): 'running' | 'paused' => (pause ? 'paused' : 'running');

function stays(standing: 'running' | 'paused', { pause, resume }: Answers): boolean {
  if (standing === 'running') return !pause;
  return resume === null ? pause : !resume;
}

/**
 * The segments after it: the open one is closed where the clock goes on otherwise, and one is opened where it goes on. `from`
 * is where the clock is counted from (an earlier instant, or a later one), else the instant itself: a cycle that has not run
 * yet does not run before it, whatever held it meanwhile. `end` is noted on what is closed. What comes before the end of the
 * last closed segment (a machine's clock was put back) comes at that end.
 */
export function goOn<Piece extends Segment>(
  segments: readonly Piece[],
  before: Place,
  after: Place,
  moment: string,
  piece: { readonly hours: Hours } & Omit<Piece, keyof Segment>,
  from: string = moment,
  end: Partial<Omit<Piece, keyof Segment>> = {},
): readonly Piece[] {
  const last = segments.at(-1);
  const isOpen = last !== undefined && last.to === null;
  const at = laterOf(moment, segments.at(isOpen ? -2 : -1)?.to ?? moment);
  const state = after.standing === 'running' || after.standing === 'paused' ? after.standing : null;
  if (before.standing === after.standing && before.cycle === after.cycle) return segments;
  const closed = isOpen ? [...segments.slice(0, -1), { ...ended(last, at), ...end }] : segments;
  const begins = before.standing === 'waiting';
  const cycle = after.cycle;
  const opened = (over: { state: 'running' | 'paused'; from: string; to: string | null }): Piece =>
    ({ ...piece, ...over, cycle }) as unknown as Piece;
  if (state === null) {
    // Begun and over in one instant: it has run for as long as it is counted from before.
    return begins && after.standing === 'stopped'
      ? [...closed, opened({ state: 'running', from: earlierOf(from, at), to: at })]
      : closed;
  }
  if (state === 'running' && begins) return [...closed, opened({ state, from, to: null })];
  if (!begins) {
    const waits = state === 'running' && !closed.some((one) => one.cycle === cycle && hasRun(one));
    return [...closed, opened({ state, from: waits ? laterOf(from, at) : at, to: null })];
  }
  // What is counted from before ran until it was found to stand still.
  return from < at
    ? [
        ...closed,
        opened({ state: 'running', from, to: at }),
        opened({ state: 'paused', from: at, to: null }),
      ]
    : [...closed, opened({ state: 'paused', from: at, to: null })];
}

/** A segment that was to begin later than it ends never was longer than nothing. */
const ended = <Piece extends Segment>(piece: Piece, at: string): Piece => ({
  ...piece,
  from: earlierOf(piece.from, at),
  to: at,
});
