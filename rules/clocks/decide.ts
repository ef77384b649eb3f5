/**
 * Which policies hold for a ticket, with which target, and what their clocks are told by what happened. Asked of every policy
 * at every change of every ticket, so the compiled form of the conditions decides; it is held equal to the live one.
 */
import type { Duration } from '#engine/action.ts';
import { type ClockSubject, conditionsOf, subjectOf, trackOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import type { Answers } from '#engine/clocks/standing.ts';
import type { Condition } from '#engine/condition.ts';
import { compileCondition, type Decider } from '../compile.ts';
import type { Facts } from '../evaluate.ts';

export type Target = { readonly id: string; readonly within: Duration };

/** Why a policy has no clock where another one has. */
export type Loss =
  | { readonly policy: string; readonly reason: 'later'; readonly target: string }
  | { readonly policy: string; readonly reason: 'noTarget' };

/** `track`: see `trackOf`. */
export type Choice = {
  readonly track: string;
  readonly policy: ClockPolicy;
  readonly target: Target;
  /** The policies that would have measured the same, in their order. */
  readonly lost: readonly Loss[];
};

/**
 * For each track the first policy in the given order that is about the subject and has a target for it. `today` is the local
 * date in the tenant’s zone, for validity.
 */
export function choosePolicies(
  policies: readonly ClockPolicy[],
  subject: ClockSubject,
  facts: Facts,
  today: string,
): readonly Choice[] {
  const choices = new Map<string, Choice>();
  const lost = new Map<string, Loss[]>();
  for (const policy of policies) {
    if (subjectOf(policy) !== subject || whyNot(policy, facts, today) !== null) continue;
    const track = trackOf(policy);
    const target = deciderOf(policy).target(facts);
    const chosen = choices.get(track);
    const losses = lost.get(track) ?? [];
    lost.set(track, losses);
    if (!target) losses.push({ policy: policy.key, reason: 'noTarget' });
    else if (chosen) losses.push({ policy: policy.key, reason: 'later', target: target.id });
    else choices.set(track, { track, policy, target, lost: losses });
  }
  return [...choices.values()];
}

/** Why a policy is not about this at all: it is off, not valid on this day, about other types of tickets, or its `when` does not hold. */
export type NotAbout = 'off' | 'notYet' | 'over' | 'otherType' | 'unmet';

/** Null where it is about it. */
export function whyNot(policy: ClockPolicy, facts: Facts, today: string): NotAbout | null {
  if (policy.active === false) return 'off';
  if (policy.validFrom !== undefined && today < policy.validFrom) return 'notYet';
  if (policy.validUntil !== undefined && today > policy.validUntil) return 'over';
  const { type } = ticketOf(facts);
  if (!policy.ticketTypes.some((one) => one === type)) return 'otherType';
  return deciderOf(policy).isMeant(facts) ? null : 'unmet';
}

/** What the policy’s conditions say after a happening. */
export const answersOf = (policy: ClockPolicy, facts: Facts): Answers =>
  deciderOf(policy).answers(facts);

type PolicyDecider = {
  readonly isMeant: Decider;
  readonly target: (facts: Facts) => Target | null;
  readonly answers: (facts: Facts) => Answers;
};

const deciders = new WeakMap<ClockPolicy, PolicyDecider>();

function deciderOf(policy: ClockPolicy): PolicyDecider {
  const known = deciders.get(policy) ?? compile(policy);
  deciders.set(policy, known);
  return known;
}

const holding = (condition: Condition | undefined, otherwise: boolean): Decider =>
  condition ? compileCondition(condition) : () => otherwise;

function compile(policy: ClockPolicy): PolicyDecider {
  const isMeant = holding(policy.when, true);
  const targets = policy.targets.map(({ id, within, priorities, when: only }) => ({
    target: { id, within },
    priorities,
    holds: holding(only, true),
  }));
  const target = (facts: Facts): Target | null => {
    const { priority } = ticketOf(facts);
    const found = targets.find(
      ({ priorities, holds }) =>
        (!priorities || priorities.some((one) => one === priority)) && holds(facts),
    );
    return found?.target ?? null;
  };
  const { start, pause, resume, stop, reset, cancel } = conditionsOf(policy);
  const starts = holding(start, true);
  const [pauses, stops, resets, cancels] = [pause, stop, reset, cancel].map((condition) =>
    holding(condition, false),
  ) as [Decider, Decider, Decider, Decider];
  const resumes = resume ? compileCondition(resume) : null;
  const answers = (facts: Facts): Answers => ({
    start: starts(facts),
    pause: pauses(facts),
    resume: resumes ? resumes(facts) : null,
    stop: stops(facts),
    reset: resets(facts),
    cancel: cancels(facts),
  });
  return { isMeant, target, answers };
}

function ticketOf(facts: Facts): { readonly type?: unknown; readonly priority?: unknown } {
  const { ticket } = facts;
  return typeof ticket === 'object' && ticket !== null ? ticket : {};
}
