/** What is planned of a change, from the facts its approval was opened with; of who decides from outside, the part they are told. Pure. */
import type { Approval } from '#designer/client/types/tasks.ts';
import type { Say } from '#designer/ui/locale.ts';
import type { PlanFacts } from '#engine/changes/plan.ts';
import type { StepFacts } from '#engine/changes/steps.ts';
import { humanize } from '#engine/humanize.ts';
import type { Known } from '#engine/reading.ts';

export type Planned = Partial<Pick<PlanFacts, 'kind' | 'risk' | 'plannedFrom' | 'plannedTo'>> & {
  readonly texts: PlanFacts['texts'];
  readonly steps: readonly StepFacts[];
};

/** Null where it is about no change, or nothing of its plan is known. */
export function plannedOf({ subject }: Pick<Approval, 'subject'>): Planned | null {
  const change = subject.ticket.change as Partial<PlanFacts> | null | undefined;
  if (change === null || change === undefined || typeof change !== 'object') return null;
  const { kind, risk, plannedFrom, plannedTo, steps, texts = {} } = change;
  const planned = { kind, risk, plannedFrom, plannedTo };
  const said = Object.entries(planned).filter(([, value]) => value !== null && value !== undefined);
  // Approvals that were opened before plans had steps know of none.
  const listed = Array.isArray(steps) ? steps : [];
  if (said.length === 0 && listed.length === 0 && Object.keys(texts).length === 0) return null;
  return { ...Object.fromEntries(said), texts, steps: listed };
}

type ProposedStep = Pick<StepFacts, 'title'> &
  Partial<Pick<StepFacts, 'details' | 'undo' | 'minutes'>> & { readonly by?: string };

/** The steps of a standard change that is proposed; none of anything else. */
export function proposedSteps({ subject }: Pick<Approval, 'subject'>): readonly ProposedStep[] {
  const { standard, steps } = subject.variables;
  return typeof standard === 'string' && Array.isArray(steps) ? (steps as ProposedStep[]) : [];
}

export type Doer = { readonly kind: 'user' | 'group' | 'queue'; readonly name: string };

/** Who does a step: a person by name where that is known, a team by what its key says. */
export function doerOf({ assignment }: StepFacts, people: Known['people']): Doer | undefined {
  const { user, group, queue } = assignment ?? {};
  if (user !== undefined) return { kind: 'user', name: people.get(user.toLowerCase()) ?? user };
  if (group !== undefined) return { kind: 'group', name: humanize(group) };
  return queue === undefined ? undefined : { kind: 'queue', name: humanize(queue) };
}

const TEAMS = { group: 'changes.group', queue: 'field.queue' } as const;
export const sayDoer = (t: Say, { kind, name }: Doer): string =>
  kind === 'user' ? name : `${t(TEAMS[kind])}: ${name}`;
