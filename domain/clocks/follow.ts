/**
 * Keeps a ticket's clocks in step with it, in the transaction of the change. Which policies hold is decided anew while the
 * ticket is open: where another one holds now, or another target, calendar or instant to count from, the clock is counted
 * again from the ticket's past as a new revision. Nothing is told here: what is due, the clock's workflow is woken for, at once if need be.
 */

import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Json } from '#engine/json.ts';
import { type Configuration, configurationOf } from '../configuration.ts';
import { closeEscalations } from '../escalations/close.ts';
import type { Change } from '../events/event.ts';
import { send } from '../outbox.ts';
import type { CountedFacts } from '../tickets/facts.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { isFinished } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { causeOf } from './cause.ts';
import type { RevisionReason } from './clock.ts';
import {
  type ClockFacts,
  type Conversation,
  type HappeningType,
  toClockFacts,
} from './clock-facts.ts';
import { clockContext } from './context.ts';
import { earliest, nearestDue } from './ledger-row.ts';
import {
  type HoursOf,
  type LoadedClock,
  loadClocks,
  placeOf,
  promisedOf,
  versionsOf,
} from './loaded.ts';
import { lifeOf, type Moment } from './moments.ts';
import { isFromElsewhere, live, NOTHING_YET, type Promised, promisesFor } from './plan.ts';
import type { Lived } from './row.ts';
import { beginClock, continueClock, reviseClock } from './write.ts';

export type Followed = {
  readonly happening: HappeningType;
  readonly conversation?: Conversation;
  /** What is different, and has no event yet. */
  readonly changes: { readonly [field: string]: Change };
  /** Where it was read already. */
  readonly counted?: CountedFacts | undefined;
};

/**
 * Comes before the event that tells of it. The caller holds the ticket's lock, and writes when the ticket is due: the nearest
 * deadline of its clocks, or null; undefined for a ticket without any.
 */
export async function followTicket(
  work: Work,
  ticket: Ticket,
  what: Followed,
): Promise<Date | null | undefined> {
  const all = await loadClocks(work, { ticketId: ticket.id });
  const configuration = await configurationOf(work);
  if (all.length === 0 && configuration.policies.length === 0) return undefined;
  const clocks = all.filter(({ clock }) => clock.subjectKind === 'ticket');
  const setting = await settingOf(work, ticket, clocks, configuration, what);
  const before = nextOf(all);
  const after: LoadedClock[] = [];
  for (const loaded of clocks) after.push(await followOne(setting, loaded));
  if (!setting.moment.over && !isFinished(ticket.status))
    after.push(...(await begun(setting, clocks)));
  if (isFinished(ticket.status) || ticket.deletedAt) await closeEscalations(work, ticket.id);
  // Clocks of its tasks and approvals are looked after by the workflow: at once, since what the ticket does may move them.
  const others = all.some(({ clock }) => clock.subjectKind !== 'ticket' && !clock.stoppedAt);
  if (others) send(work, 'clock', ticket.id, { at: work.now.toISOString() });
  if (after.length === 0) return undefined;
  // What is armed already stays armed; what a task or approval that is over has still to tell is not put off.
  const next = nextOf([...after, ...all.filter(({ clock }) => clock.subjectKind !== 'ticket')]);
  if (!others && next?.getTime() !== before?.getTime())
    send(work, 'clock', ticket.id, { at: next?.toISOString() ?? null });
  return nearestDue(after.map(({ clock }) => clock));
}

type Setting = {
  readonly work: Work;
  readonly ticket: Ticket;
  readonly moment: Moment;
  /** What held before the change, as far as it names an instant to count from. */
  readonly before: ClockFacts;
  readonly promises: readonly Promised[];
  /** The same for other facts, or by one policy alone. */
  readonly promisesBy: (facts: ClockFacts, only?: string) => readonly Promised[];
  readonly hoursOf: HoursOf;
  /** What was, from the ticket's events; read only where a clock is counted again. */
  readonly past: () => Promise<readonly Moment[]>;
};

async function settingOf(
  work: Work,
  ticket: Ticket,
  clocks: readonly LoadedClock[],
  configuration: Configuration,
  { happening, changes, conversation: said, counted }: Followed,
): Promise<Setting> {
  const context = await clockContext(work, ticket, configuration, counted);
  const { served } = context;
  const today = context.dateOf(work.now);
  const conversation = said ?? { answered: Boolean(ticket.answeredAt), awaiting: ticket.awaiting };
  const { organizations } = configuration;
  const facts = toClockFacts(context.facts, { conversation, happening, organizations, today });
  const moment: Moment = {
    at: work.now.toISOString(),
    facts,
    cause: { ...causeOf(work), status: ticket.status, happening },
    over: Boolean(ticket.deletedAt),
  };
  const custom = (changes.custom ? changes.custom.before : facts.ticket.custom) as Json;
  const before: ClockFacts = { ...facts, ticket: { ...facts.ticket, custom } };
  const policies = withPinned(configuration.policies, clocks);
  const when = { now: work.now, today };
  const promisesBy: Setting['promisesBy'] = (of, only) => {
    const asked = only === undefined ? policies : policies.filter((one) => one.policy.key === only);
    return promisesFor({ ...configuration, policies: asked }, 'ticket', of, served, when);
  };
  const refs = clocks.map(({ clock }) => clock);
  const { hours } = await versionsOf(work, [], refs);
  const past = () => context.past(changes);
  const promises = promisesBy(facts);
  return { work, ticket, moment, before, promises, promisesBy, hoursOf: hours, past };
}

/**
 * Clocks go on by the version they were promised by, also of one that is no longer valid or gone: what takes the place of that
 * holds for what is opened after it.
 */
function withPinned(
  policies: Configuration['policies'],
  clocks: readonly LoadedClock[],
): Configuration['policies'] {
  const pinned = new Map(
    clocks.map(({ clock, policy }) => [
      policy.key,
      {
        version: clock.policyVersion,
        policy: clock.standing === 'cancelled' ? policy : lasting(policy),
      },
    ]),
  );
  const now = policies.map((one) => pinned.get(one.policy.key) ?? one);
  const known = new Set(policies.map(({ policy }) => policy.key));
  return [...[...pinned.values()].filter(({ policy }) => !known.has(policy.key)), ...now];
}

const lasted = new WeakMap<ClockPolicy, ClockPolicy>();

/** Without the days on which it can be promised: it was. The same object each time, since its conditions are compiled for it. */
function lasting(policy: ClockPolicy): ClockPolicy {
  const { validFrom, validUntil, ...rest } = policy;
  if (validFrom === undefined && validUntil === undefined) return policy;
  const known = lasted.get(policy) ?? rest;
  lasted.set(policy, known);
  return known;
}

async function followOne(setting: Setting, loaded: LoadedClock): Promise<LoadedClock> {
  const { work, ticket, moment, promises, hoursOf } = setting;
  const { clock } = loaded;
  const held = promisedOf(loaded, hoursOf);
  const settled = moment.over || isFinished(ticket.status);
  const chosen = promises.find(({ choice }) => choice.track === clock.track);
  const wanted = settled ? chosen : await byItsOwnChange(setting, held, chosen);
  const reasons = settled || !wanted ? [] : differences(held, wanted, setting.before, moment.facts);
  const before = { place: placeOf(loaded), segments: loaded.pieces };
  const why = { reasons, cause: moment.cause };
  if (wanted && reasons.length === 1 && reasons[0] === 'priority') {
    // The same conditions in the same calendar: what was counted stays, against another target.
    const { calendarKey, calendarVersion, calendarZone, hours } = held;
    const promised = { ...wanted, calendarKey, calendarVersion, calendarZone, hours };
    return reviseClock(work, loaded, promised, live(held, before, [moment]), why);
  }
  if (wanted && reasons.length > 0) {
    const past = await lifeOf(work, clock, wanted.choice.policy, await setting.past());
    const lived = live(wanted, NOTHING_YET, [...past, moment]);
    return reviseClock(work, loaded, wanted, lived, why);
  }
  const over = moment.over || (!settled && !wanted);
  const lived = live(held, before, [{ ...moment, over }]);
  return unchanged(before, lived) ? loaded : continueClock(work, loaded, lived);
}

/**
 * What is promised now for the ticket's own sake. A policy that would have held for it before it changed as well is newer than
 * its promise, or was put before it: that one stays as long as it fits.
 */
async function byItsOwnChange(
  { promisesBy, moment, past }: Setting,
  { choice: { policy, track } }: Promised,
  wanted: Promised | undefined,
): Promise<Promised | undefined> {
  const rival = wanted?.choice.policy.key;
  if (rival === undefined || rival === policy.key) return wanted;
  const [still] = promisesBy(moment.facts, policy.key);
  const last = still && (await past()).at(-1);
  const isRival = (one: Promised) => one.choice.track === track && one.choice.policy.key === rival;
  return last && promisesBy(last.facts).some(isRival) ? still : wanted;
}

const unchanged = (before: Lived, after: Lived): boolean =>
  before.segments === after.segments &&
  before.place.standing === after.place.standing &&
  before.place.cycle === after.place.cycle;

/** `before` and `now`: what held before the change of the ticket, and what does. */
export function differences(
  held: Promised,
  wanted: Promised,
  before: ClockFacts,
  now: ClockFacts,
): readonly RevisionReason[] {
  if (held.choice.policy.key !== wanted.choice.policy.key) return ['policy'];
  const calendar =
    held.calendarKey !== wanted.calendarKey || held.calendarZone !== wanted.calendarZone;
  const target = held.choice.target.id !== wanted.choice.target.id;
  return [
    ...(target ? ['priority' as const] : []),
    ...(calendar ? ['calendar' as const] : []),
    ...(isFromElsewhere(wanted, before, now) ? ['countFrom' as const] : []),
  ];
}

/** What is promised now and was not before: from now on, or from the instant its policy counts from. */
async function begun(setting: Setting, clocks: readonly LoadedClock[]): Promise<LoadedClock[]> {
  const { work, ticket, moment, promises } = setting;
  const tracks = new Set(clocks.map(({ clock }) => clock.track));
  const subject = { kind: 'ticket', id: ticket.id, ticketId: ticket.id } as const;
  const added: LoadedClock[] = [];
  for (const promised of promises) {
    if (tracks.has(promised.choice.track)) continue;
    const counts = promised.choice.policy.countFrom !== undefined;
    const moments = counts ? [...(await setting.past()), moment] : [moment];
    added.push(
      beginClock(work, promised, live(promised, NOTHING_YET, moments), subject, moment.cause),
    );
  }
  return added;
}

export const nextOf = (clocks: readonly Pick<LoadedClock, 'clock'>[]): Date | null =>
  earliest(clocks.map(({ clock }) => clock.nextAt));
