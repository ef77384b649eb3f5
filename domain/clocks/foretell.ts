/**
 * The clocks that a ticket would have which is only played: what is promised today, counted over what happened to it in the
 * story, with the functions that count real ones. Nothing is read of any ticket, and nothing is written. Thresholds are told
 * here at the instant they fall due; what they would do to the ticket is not done.
 */
import { cyclesOf, type Ledger, read } from '#engine/clocks/ledger.ts';
import { type Mark, marksBy, nextMark } from '#engine/clocks/marks.ts';
import type { ThresholdAction } from '#engine/clocks/threshold-action.ts';
import { earlierOf, laterOf } from '#engine/instant.ts';
import type { JsonObject } from '#engine/json.ts';
import type { Configuration } from '../configuration.ts';
import type { Status } from '../tickets/values.ts';
import { isFinished } from '../tickets/values.ts';
import { type AccountedRevision, accountOfOne, type ClockAccount } from './account.ts';
import type { ClockCause, RevisionReason } from './clock.ts';
import { dateIn, type HappeningType, talked, toClockFacts } from './clock-facts.ts';
import { differences } from './follow.ts';
import { lifeOfSubject } from './follow-subjects.ts';
import { DEADLINE, standOf, thresholdsOf } from './ledger-row.ts';
import type { Moment } from './moments.ts';
import { live, NOTHING_YET, type Promised, promisesFor } from './plan.ts';
import { clockRow, type Lived, type Subject, targetOf } from './row.ts';
import { momentsOfSubject, type SubjectRow } from './subjects.ts';

export type StoryMoment = {
  readonly at: string;
  readonly happening: HappeningType;
  readonly ticket: JsonObject;
};

export type Story = {
  /** Until when it is told. */
  readonly at: string;
  /** In order; with the first the ticket is opened. */
  readonly moments: readonly StoryMoment[];
  readonly requester: JsonObject;
  readonly subjects: readonly Omit<SubjectRow, 'id' | 'assignee' | 'queue'>[];
};

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

type Known = {
  readonly subject: Subject & { readonly name: string | null };
  readonly promised: Promised;
  readonly lived: Lived;
  readonly revisions: readonly AccountedRevision[];
  readonly told: ReadonlyMap<string, Mark & { readonly cycle: number }>;
  /** Since when it is promised as it is. */
  readonly since: string;
  /** So many of its cycles are over and told of: a long story asks for the others at every moment. */
  readonly settled: number;
};

/** What is promised, and when it counts. */
export type InForce = Pick<Configuration, 'policies' | 'calendars' | 'organizations' | 'zone'>;

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

type Asked = {
  readonly configuration: InForce;
  readonly story: Story;
  readonly today: string;
};

function momentsOf({ configuration: { organizations }, story, today }: Asked): readonly Moment[] {
  let conversation = { answered: false, awaiting: 'agent' as 'agent' | 'requester' };
  return story.moments
    .filter(({ at }) => at <= story.at)
    .map(({ at, happening, ticket }): Moment => {
      conversation = talked(conversation, happening);
      const facts = { ticket, requester: story.requester };
      return {
        at,
        facts: toClockFacts(facts, { conversation, happening, organizations, today }),
        cause: { ...NOBODY, status: String(ticket.status), happening },
        over: false,
      };
    });
}

const NOBODY: ClockCause = { kind: 'run', id: null, label: null };
const TICKET = '00000000-0000-7000-8000-000000000000';
const A_TICKET = { kind: 'ticket', id: TICKET, ticketId: TICKET, name: null } as const;

/** As a real one is followed: kept, counted anew under what is promised now, or begun. */
function ofTicket(asked: Asked, moments: readonly Moment[]): readonly Known[] {
  let clocks: readonly Known[] = [];
  for (const [index, moment] of moments.entries()) {
    const past = moments.slice(0, index);
    const promises = promisesAt(asked, 'ticket', moment);
    const settled = isFinished(statusOf(moment));
    const followed = clocks.map((known) =>
      followOne(tellUntil(known, moment.at, false), promises, moment, past),
    );
    const tracks = new Set(clocks.map(({ promised }) => promised.choice.track));
    const added = promises.filter(({ choice }) => !settled && !tracks.has(choice.track));
    clocks = [
      ...followed,
      ...added.map((promised) => {
        const counts = promised.choice.policy.countFrom !== undefined;
        const lived = live(promised, NOTHING_YET, counts ? [...past, moment] : [moment]);
        return begun(promised, lived, A_TICKET, moment);
      }),
    ];
  }
  return clocks;
}

function followOne(
  known: Known,
  promises: readonly Promised[],
  moment: Moment,
  past: readonly Moment[],
): Known {
  const { promised: held, lived: before } = known;
  const wanted = promises.find(({ choice }) => choice.track === held.choice.track);
  const settled = isFinished(statusOf(moment));
  const last = past.at(-1) ?? moment;
  const reasons = settled || !wanted ? [] : differences(held, wanted, last.facts, moment.facts);
  if (!wanted || reasons.length === 0) {
    const over = !settled && !wanted;
    return { ...known, lived: live(held, before, [{ ...moment, over }]) };
  }
  if (reasons.length === 1 && reasons[0] === 'priority') {
    const { calendarKey, calendarVersion, calendarZone, hours } = held;
    const promised = { ...wanted, calendarKey, calendarVersion, calendarZone, hours };
    return revised(known, promised, live(held, before, [moment]), reasons, moment);
  }
  return revised(known, wanted, live(wanted, NOTHING_YET, [...past, moment]), reasons, moment);
}

function ofSubjects(asked: Asked, past: readonly Moment[]): readonly Known[] {
  return asked.story.subjects.flatMap((row, index): Known[] => {
    const id = idOf(index);
    const nobodys = { ...row, id, assignee: null, queue: null };
    const moments = momentsOfSubject(nobodys, [], past, NOBODY);
    const [first] = moments;
    if (!first) return [];
    const { kind, name } = row;
    return promisesAt(asked, kind, first).map((promised) =>
      begun(
        promised,
        lifeOfSubject(promised, moments),
        { kind, id, ticketId: TICKET, name },
        first,
      ),
    );
  });
}

function promisesAt(
  { configuration, today }: Asked,
  about: 'ticket' | 'task' | 'approval',
  { at, facts }: Moment,
): readonly Promised[] {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const requester = facts.requester as JsonObject;
  const served = {
    organization: text(facts.ticket.organization),
    requesterOrganization: text(requester.organization),
    requesterZone: null,
  };
  return promisesFor(configuration, about, facts, served, { now: new Date(at), today });
}

const statusOf = ({ facts }: Moment): Status => facts.ticket.status as Status;

const begun = (
  promised: Promised,
  lived: Lived,
  subject: Known['subject'],
  moment: Moment,
): Known => ({
  subject,
  promised,
  lived,
  told: new Map(),
  since: moment.at,
  settled: 0,
  revisions: [revision(1, ['begun'], promised, moment, null, null)],
});

function revised(
  known: Known,
  promised: Promised,
  lived: Lived,
  reasons: readonly RevisionReason[],
  moment: Moment,
): Known {
  const at = new Date(moment.at);
  const before = standOf(ledgerOf(known), known.lived.place, at);
  const after = standOf(ledgerOf({ promised, lived }), lived.place, at);
  const number = known.revisions.length + 1;
  return {
    ...known,
    promised,
    lived,
    since: moment.at,
    settled: 0,
    revisions: [...known.revisions, revision(number, reasons, promised, moment, before, after)],
  };
}

function revision(
  number: number,
  reasons: readonly RevisionReason[],
  { choice, policyVersion, targetSeconds, ...promised }: Promised,
  { at, cause }: Moment,
  before: AccountedRevision['before'],
  after: AccountedRevision['after'],
): AccountedRevision {
  const { calendarKey, calendarVersion, calendarZone } = promised;
  return {
    number,
    at: new Date(at),
    reasons: [...reasons],
    cause,
    before,
    after,
    policyKey: choice.policy.key,
    policyVersion,
    targetId: choice.target.id,
    targetSeconds,
    calendarKey,
    calendarVersion,
    calendarZone,
    lost: choice.lost,
  };
}

/** What falls due meanwhile is told, once for each place of a threshold, whatever is promised later. */
function tellUntil(known: Known, at: string, including: boolean): Known {
  const { lived, promised, since } = known;
  if (lived.place.standing === 'cancelled') return known;
  const told = new Map(known.told);
  const thresholds = thresholdsOf(promised.choice.policy);
  const cycles = cyclesOf(ledgerOf(known));
  for (const cycle of cycles.slice(known.settled)) {
    const number = cycle.segments[0]?.cycle ?? 1;
    for (const mark of marksBy(cycle, thresholds, at)) {
      const place = thresholds.find(({ id }) => id === mark.threshold)?.at;
      const key = `${number} ${mark.nth} ${JSON.stringify(place)}`;
      if (told.has(key) || (!including && mark.at >= at)) continue;
      told.set(key, { ...mark, at: laterOf(mark.at, since), cycle: number });
    }
  }
  // What is due in a cycle is due before the next one begins.
  const begins = cycles.at(-1)?.segments[0]?.from ?? at;
  return { ...known, told, settled: begins < at ? cycles.length - 1 : known.settled };
}

const ledgerOf = ({ promised, lived }: Pick<Known, 'promised' | 'lived'>): Ledger => ({
  targetSeconds: targetOf(promised, lived),
  segments: lived.segments,
});

const idOf = (index: number): string =>
  `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;

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
