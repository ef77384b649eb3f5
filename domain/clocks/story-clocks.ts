/** The clocks of a story, followed from moment to moment as real ones are: what is promised by then, how far each is, and what of it was told. */
import { cyclesOf, type Ledger } from '#engine/clocks/ledger.ts';
import { type Mark, marksBy } from '#engine/clocks/marks.ts';
import { laterOf } from '#engine/instant.ts';
import type { JsonObject } from '#engine/json.ts';
import type { Status } from '../tickets/values.ts';
import { isFinished } from '../tickets/values.ts';
import type { AccountedRevision } from './account.ts';
import type { RevisionReason } from './clock.ts';
import { differences } from './follow.ts';
import { lifeOfSubject } from './follow-subjects.ts';
import { standOf, thresholdsOf } from './ledger-row.ts';
import type { Moment } from './moments.ts';
import { live, NOTHING_YET, type Promised, promisesFor } from './plan.ts';
import { type Lived, type Subject, targetOf } from './row.ts';
import { type Asked, NOBODY } from './story.ts';
import { momentsOfSubject } from './subjects.ts';

export type Known = {
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

const TICKET = '00000000-0000-7000-8000-000000000000';
const A_TICKET = { kind: 'ticket', id: TICKET, ticketId: TICKET, name: null } as const;

/** As a real one is followed: kept, counted anew under what is promised now, or begun. */
export function ofTicket(asked: Asked, moments: readonly Moment[]): readonly Known[] {
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

export function ofSubjects(asked: Asked, past: readonly Moment[]): readonly Known[] {
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
export function tellUntil(known: Known, at: string, including: boolean): Known {
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

export const ledgerOf = ({ promised, lived }: Pick<Known, 'promised' | 'lived'>): Ledger => ({
  targetSeconds: targetOf(promised, lived),
  segments: lived.segments,
});

export const idOf = (index: number): string =>
  `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;
