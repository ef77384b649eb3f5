/** What is planned of a change, from the facts its approval was opened with; of who decides from outside, the part they are told. Pure. */
import type { Approval } from '#designer/client/types/tasks.ts';
import type { PlanFacts } from '#engine/changes/plan.ts';
import type { StepFacts } from '#engine/changes/steps.ts';

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

/** Who does a step: by name where it is somebody who is known here, else as it was named: an address, or the key of a group or queue. */
export function doerOf(
  { assignment }: StepFacts,
  people: ReadonlyMap<string, string>,
): string | undefined {
  const named = assignment?.user ?? assignment?.group ?? assignment?.queue;
  return named === undefined ? undefined : (people.get(named.toLowerCase()) ?? named);
}
