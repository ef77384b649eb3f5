/**
 * Which clock wins and why, for people: every policy in the order in which it is asked, with what became of it. The verdicts are
 * those of `choosePolicies`; what each comparison saw comes from the rule engine that decides live.
 */
import type { ClockSubject } from '#engine/clocks/measures.ts';
import { subjectOf, trackOf } from '#engine/clocks/measures.ts';
import type { ClockPolicy } from '#engine/clocks/policy.ts';
import { type Facts, holds, type Trace } from '../evaluate.ts';
import { choosePolicies, type NotAbout, type Target, whyNot } from './decide.ts';

/** `later`: an earlier one holds on the same track. */
export type Verdict = 'holds' | 'later' | 'noTarget' | NotAbout;

export type Explained = {
  readonly policy: ClockPolicy;
  readonly subject: ClockSubject;
  readonly track: string;
  readonly verdict: Verdict;
  /** The key of the policy that holds on its track, if any does. */
  readonly holder: string | null;
  /** The target that fits, also where another policy holds. */
  readonly target: Target | null;
  /** What its `when` saw; null where it has none. */
  readonly when: Trace | null;
  readonly targets: readonly {
    readonly id: string;
    readonly fits: boolean;
    /** Whether the priority is one of its priorities. */
    readonly priority: boolean;
    readonly when: Trace | null;
  }[];
};

const SUBJECTS: readonly ClockSubject[] = ['ticket', 'task', 'approval'];

export async function explainPolicies(
  policies: readonly ClockPolicy[],
  facts: Facts,
  today: string,
): Promise<readonly Explained[]> {
  const choices = SUBJECTS.flatMap((subject) => choosePolicies(policies, subject, facts, today));
  const holders = new Map(choices.map(({ track, policy }) => [track, policy]));
  const targets = new Map(choices.map(({ policy, target }) => [policy, target]));
  return Promise.all(
    policies.map(async (policy): Promise<Explained> => {
      const track = trackOf(policy);
      const holder = holders.get(track);
      const judged = await Promise.all(policy.targets.map((one) => judgeTarget(one, facts)));
      const index = judged.findIndex(({ fits }) => fits);
      const { id, within } = policy.targets[index] ?? {};
      const fitting = id !== undefined && within ? { id, within } : null;
      const not = whyNot(policy, facts, today);
      return {
        policy,
        subject: subjectOf(policy),
        track,
        verdict: not ?? (holder === policy ? 'holds' : fitting === null ? 'noTarget' : 'later'),
        holder: holder?.key ?? null,
        target: targets.get(policy) ?? fitting,
        when: policy.when ? (await holds(policy.when, facts)).trace : null,
        targets: judged,
      };
    }),
  );
}

async function judgeTarget(
  { id, priorities, when }: ClockPolicy['targets'][number],
  facts: Facts,
): Promise<Explained['targets'][number]> {
  const { ticket } = facts;
  const { priority } = (ticket ?? {}) as { readonly priority?: unknown };
  const fitsPriority = !priorities || priorities.some((one) => one === priority);
  const judgement = when ? await holds(when, facts) : null;
  return {
    id,
    fits: fitsPriority && (judgement?.holds ?? true),
    priority: fitsPriority,
    when: judgement?.trace ?? null,
  };
}
