/**
 * How the promises about a ticket would have come out under the draft, beside how they came out: both counted under what is
 * promised today, so that what differs is due to the draft alone. Clocks of tasks and approvals are not compared.
 */
import type { Difference } from '#engine/backtest/compare.ts';
import { laterOf } from '#engine/instant.ts';
import type { JsonObject } from '#engine/json.ts';
import type { TicketMoment } from '#engine/rehearsal/index.ts';
import type { Outcome } from '../clocks/foretell.ts';
import { outcomesOf } from '../clocks/foretell.ts';
import type { CalendarInForce, OrganizationInForce, PolicyInForce } from '../clocks/in-force.ts';
import type { InForce } from '../clocks/story.ts';

/** What is promised when the back-test begins, as it is kept with it. */
export type FrozenPromises = {
  readonly policies: readonly PolicyInForce[];
  readonly calendars: readonly CalendarInForce[];
  readonly organizations: readonly OrganizationInForce[];
  readonly zone: string;
  readonly today: string;
};

export type ComparedClock = {
  readonly track: string;
  readonly policy: string;
  readonly name: string;
  readonly before: Outcome['outcome'] | null;
  /** Null where nobody can know. */
  readonly after: Outcome['outcome'] | null;
};

export function freeze(
  { policies, calendars, organizations, zone }: InForce,
  now: Date,
): FrozenPromises {
  return {
    policies,
    calendars: [...new Set(calendars.values())],
    organizations: [...new Set(organizations.values())],
    zone,
    today: now.toISOString(),
  };
}

export function createClockComparer(frozen: FrozenPromises | undefined) {
  if (!frozen || frozen.policies.length === 0) return () => [];
  const inForce = thaw(frozen);
  const today = new Date(frozen.today);
  return function compare(
    before: readonly TicketMoment[],
    after: readonly TicketMoment[] | null,
    requester: JsonObject,
  ): readonly ComparedClock[] {
    const last = before.at(-1);
    if (!last) return [];
    const at = laterOf(last.at, after?.at(-1)?.at ?? last.at);
    const was = outcomesOf(inForce, { at, moments: toStory(before), requester }, today);
    const is = after && outcomesOf(inForce, { at, moments: toStory(after), requester }, today);
    return [...new Set([...was.keys(), ...(is?.keys() ?? [])])].flatMap((track) => {
      const [one, other] = [was.get(track), is?.get(track)];
      const known = one ?? other;
      if (!known) return [];
      const { policy, name } = known;
      const outcomes = { before: one?.outcome ?? null, after: other?.outcome ?? null };
      return [{ track, policy, name, ...outcomes }];
    });
  };
}

export const clockDifferences = (clocks: readonly ComparedClock[]): readonly Difference[] =>
  clocks.flatMap(({ name, before, after }) =>
    before === after ? [] : [{ kind: 'clocks', of: name, before, after } as const],
  );

const toStory = (moments: readonly TicketMoment[]) =>
  moments.map(({ at, happening, ticket }) => ({ at, happening, ticket: ticket as JsonObject }));

function thaw({ policies, calendars, organizations, zone }: FrozenPromises): InForce {
  const byRef = organizations.flatMap((one) => [[one.id, one] as const, [one.key, one] as const]);
  return {
    policies,
    zone,
    calendars: new Map(calendars.map((one) => [one.key, one])),
    organizations: new Map(byRef),
  };
}
