/** Which clocks a ticket gets when it is opened, worked out from what is in force without asking the database. */
import type { Segment } from '#engine/clocks/ledger.ts';
import { afterStopOf, type ClockSubject } from '#engine/clocks/measures.ts';
import { BEGINNING, goOn, nextPlace, type Place } from '#engine/clocks/standing.ts';
import { toInstant } from '#engine/instant.ts';
import { answersOf, type Choice, choosePolicies } from '#rules/clocks/decide.ts';
import {
  type Calendars,
  type ChosenHours,
  chooseHours,
  type Served,
  targetSecondsOf,
} from './choose-hours.ts';
import type { CalendarRef, ClockCause } from './clock.ts';
import type { ClockFacts } from './clock-facts.ts';
import type { PolicyInForce } from './in-force.ts';

/** What a clock is promised by: a policy's version, one of its targets, and when it counts. */
export type Promised = ChosenHours & {
  readonly choice: Choice;
  readonly policyVersion: number;
  readonly targetSeconds: number;
};

/** `endCause`: what ended it, where something did. */
export type Piece = Segment &
  CalendarRef & { readonly cause: ClockCause; readonly endCause?: ClockCause };

export type Setting = Calendars & { readonly policies: readonly PolicyInForce[] };

/** Everything that is promised about a subject, one for each track. */
export function promisesFor(
  setting: Setting,
  subject: ClockSubject,
  facts: ClockFacts,
  served: Served,
  when: { readonly now: Date; readonly today: string },
): readonly Promised[] {
  const versions = new Map(setting.policies.map(({ policy, version }) => [policy, version]));
  const choices = choosePolicies([...versions.keys()], subject, facts, when.today);
  return choices.flatMap((choice): Promised[] => {
    const { policy, target } = choice;
    const hours = chooseHours(policy, target.within, served, setting);
    const targetSeconds = hours && targetSecondsOf(target.within, hours.hours, when.now);
    return hours && targetSeconds
      ? [{ ...hours, choice, policyVersion: versions.get(policy) ?? 1, targetSeconds }]
      : [];
  });
}

/** The ledger of a clock after something happened. `from`: the instant it is counted from, where its policy names one. */
export function happened(
  promised: Pick<Promised, 'choice' | keyof ChosenHours>,
  before: { readonly place: Place; readonly segments: readonly Piece[] },
  moment: {
    readonly at: string;
    readonly facts: ClockFacts;
    readonly cause: ClockCause;
    readonly over?: boolean;
  },
  from: string | null = countedFrom(promised, moment.facts),
): { readonly place: Place; readonly segments: readonly Piece[] } {
  const { policy } = promised.choice;
  const answers = answersOf(policy, moment.facts);
  const place = nextPlace(
    before.place,
    moment.over ? { ...answers, cancel: true } : answers,
    afterStopOf(policy),
  );
  const { calendarKey, calendarVersion, calendarZone, hours } = promised;
  const segments = goOn<Piece>(
    before.segments,
    before.place,
    place,
    moment.at,
    { hours, calendarKey, calendarVersion, calendarZone, cause: moment.cause },
    from ?? moment.at,
    { endCause: moment.cause },
  );
  return { place, segments };
}

export const NOTHING_YET = { place: BEGINNING, segments: [] } as const;

/** After all of it, in order. The instant it is counted from is the one the last of them names: it may be told late, or set right. */
export function live(
  promised: Parameters<typeof happened>[0],
  before: Parameters<typeof happened>[1],
  moments: readonly Parameters<typeof happened>[2][],
): ReturnType<typeof happened> {
  const last = moments.at(-1);
  const from = last ? countedFrom(promised, last.facts) : null;
  return moments.reduce((lived, moment) => happened(promised, lived, moment, from), before);
}

/** Whether a change of the ticket named another instant to count it from. */
export const isFromElsewhere = (
  promised: Pick<Promised, 'choice'>,
  before: ClockFacts,
  now: ClockFacts,
): boolean => countedFrom(promised, before) !== countedFrom(promised, now);

/** The instant a field of the ticket names, where the policy counts from one. */
function countedFrom(
  { choice: { policy } }: Pick<Promised, 'choice'>,
  { ticket }: ClockFacts,
): string | null {
  if (policy.countFrom === undefined) return null;
  const custom = policy.countFrom.startsWith('custom.') ? policy.countFrom.slice(7) : null;
  const { custom: values } = ticket;
  const value =
    custom === null
      ? ticket[policy.countFrom]
      : values && typeof values === 'object' && !Array.isArray(values)
        ? (values as { readonly [name: string]: unknown })[custom]
        : null;
  return typeof value === 'string' ? toInstant(value) : null;
}
