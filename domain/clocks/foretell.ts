/**
 * The clocks that a ticket would have which is only played: what is promised today, counted over what happened to it in the
 * story, with the functions that count real ones. Nothing is read of any ticket, and nothing is written. Thresholds are told
 * here at the instant they fall due; what they would do to the ticket is not done.
 */
import { cyclesOf, read } from '#engine/clocks/ledger.ts';
import { nextMark } from '#engine/clocks/marks.ts';
import type { ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { earlierOf } from '#engine/instant.ts';
import { accountOfOne, type ClockAccount } from './account.ts';
import { dateIn } from './clock-facts.ts';
import { DEADLINE, thresholdsOf } from './ledger-row.ts';
import { clockRow } from './row.ts';
import { type InForce, momentsOf, type Story } from './story.ts';
import { idOf, type Known, ledgerOf, ofSubjects, ofTicket, tellUntil } from './story-clocks.ts';

export type ToldInStory = {
  readonly clock: string;
  readonly name: string;
  readonly subject: string | null;
  readonly threshold: string;
  readonly nth: number;
  readonly at: string;
  readonly isBreach: boolean;
  readonly actions: readonly ThresholdAction['type'][];
};

export type Foretold = {
  readonly accounts: readonly ClockAccount[];
  /** Everything that was told until then, in time. */
  readonly told: readonly ToldInStory[];
  /** The next threshold of any of them, as they stand. */
  readonly nextAt: string | null;
};

/** How each promise about the ticket itself came out; `open`: neither kept nor broken by then. */
export type Outcome = {
  readonly policy: string;
  readonly name: string;
  readonly outcome: 'met' | 'breached' | 'open' | 'cancelled';
};

/** By track. Broken once is broken, though a later cycle was kept. */
export function outcomesOf(
  inForce: InForce,
  story: Omit<Story, 'subjects'>,
  today: Date,
): ReadonlyMap<string, Outcome> {
  const whole = { ...story, subjects: [] };
  const asked = { configuration: inForce, story: whole, today: dateIn(inForce.zone, today) };
  return new Map(
    ofTicket(asked, momentsOf(asked)).map((known) => {
      const { choice } = known.promised;
      const states = cyclesOf(ledgerOf(known)).map((cycle) => read(cycle, story.at).state);
      const outcome = states.includes('breached')
        ? 'breached'
        : known.lived.place.standing === 'cancelled'
          ? 'cancelled'
          : states.at(-1) === 'met'
            ? 'met'
            : 'open';
      return [choice.track, { policy: choice.policy.key, name: choice.policy.name, outcome }];
    }),
  );
}

/** `today`: which policies are valid is asked of this instant, whenever the story plays. */
export function foretell(configuration: InForce, story: Story, today: Date): Foretold {
  const asked = { configuration, story, today: dateIn(configuration.zone, today) };
  const moments = momentsOf(asked);
  const clocks = [...ofTicket(asked, moments), ...ofSubjects(asked, moments)].map((known) =>
    tellUntil(known, story.at, true),
  );
  const nexts = clocks.flatMap(({ lived, promised }) => {
    if (lived.place.standing === 'cancelled') return [];
    const thresholds = thresholdsOf(promised.choice.policy);
    return nextMark(ledgerOf({ promised, lived }), thresholds, story.at)?.at ?? [];
  });
  return {
    accounts: clocks.map((known, index) => toAccount(known, index, story.at)),
    told: clocks.flatMap((known, index) => toldOf(known, index)).toSorted(byInstant),
    nextAt: nexts.length === 0 ? null : nexts.reduce(earlierOf),
  };
}

function toAccount(known: Known, index: number, at: string): ClockAccount {
  const { promised, lived, subject, revisions, told } = known;
  const { policy } = promised.choice;
  const clock = { id: idOf(index), ...clockRow(promised, lived, subject, new Date(at)) };
  const marks = [...told.values()].filter(({ cycle }) => cycle === clock.cycle);
  return accountOfOne(
    { clock, policy, pieces: lived.segments },
    new Date(at),
    revisions,
    marks.map((mark) => ({
      threshold: mark.threshold,
      nth: mark.nth,
      toldAt: new Date(mark.at),
      carried: false,
      outcome: [],
    })),
  );
}

function toldOf({ promised, subject, told }: Known, index: number): readonly ToldInStory[] {
  const { policy } = promised.choice;
  return [...told.values()].map(({ threshold, nth, at }) => {
    const one = policy.thresholds.find(({ id }) => id === threshold);
    return {
      clock: idOf(index),
      name: policy.name,
      subject: subject.name,
      threshold,
      nth,
      at,
      isBreach: threshold === DEADLINE.id || (one !== undefined && isAtDeadline(one.at)),
      actions: one?.actions.map(({ type }) => type) ?? [],
    };
  });
}

const isAtDeadline = (at: object): boolean => 'percent' in at && at.percent === 100;

const byInstant = (one: ToldInStory, other: ToldInStory): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0;
