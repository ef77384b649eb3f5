/** Runs and their progress as they leave. */
import type { Static } from 'typebox';
import { definitionOf } from '#domain/processes/definitions.ts';
import { progressOf } from '#domain/processes/progress.ts';
import type { RunRecord } from '#domain/processes/read-runs.ts';
import { repairsAt } from '#domain/processes/repair-run.ts';
import { pathOf } from '#domain/processes/run-path.ts';
import { workflowIdOf } from '#domain/processes/start-run.ts';
import type { Work } from '#domain/work.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import { namesFor } from './names.ts';
import type { Progress, Run } from './schemas.ts';

/** `seesInside`: what it works with and what went wrong in it is for those who look after it, not for who only asked. */
export function presentRun(run: RunRecord, seesInside: boolean): Static<typeof Run> {
  const {
    id,
    process,
    processName,
    version,
    state,
    ticket,
    outcome,
    failure,
    variables,
    revision,
  } = run;
  return {
    id,
    process,
    processName,
    version,
    state,
    workflowId: workflowIdOf(id),
    ticket,
    startedAt: toIso(run.startedAt),
    endedAt: toIsoOrNull(run.endedAt),
    outcome,
    failure:
      failure && seesInside
        ? { element: failure.element, code: failure.code, message: failure.message }
        : null,
    variables: seesInside ? { ...variables } : {},
    revision,
    ...(run.here === undefined
      ? {}
      : { here: run.here && { ...run.here, since: toIso(run.here.since) } }),
    allowed: allowedOnRun(run),
  };
}

export async function presentProgress(
  work: Work,
  run: RunRecord,
  shows: { readonly drawing: boolean; readonly inside: boolean },
): Promise<Static<typeof Progress>> {
  const progress = await progressOf(work, run);
  const elements = Object.entries(progress.elements).map(
    ([id, { enteredAt, leftAt, ...element }]) =>
      [id, { ...element, enteredAt: toIso(enteredAt), leftAt: toIsoOrNull(leftAt) }] as const,
  );
  return {
    run: presentRun(run, shows.inside),
    definition: shows.drawing ? { ...progress.definition } : null,
    names: shows.drawing ? await namesFor(work, progress.definition) : null,
    version: progress.version,
    elements: Object.fromEntries(elements),
    tokens: progress.tokens.map((token) => ({
      ...token,
      failure: shows.inside ? token.failure : null,
    })),
    flowsTaken: [...progress.flowsTaken],
    steps: progress.steps.map((step) => ({ ...step, at: toIsoOrNull(step.at) })),
  };
}

/** The same for who looks after the run: with its path, and what may be done where it stands. */
export async function presentWhole(work: Work, run: RunRecord): Promise<Static<typeof Progress>> {
  const progress = await presentProgress(work, run, { drawing: true, inside: true });
  const path = await pathOf(work, run.id);
  const standing = progress.tokens.flatMap(({ element, beside }) => (beside ? [] : [element]));
  const definition = await definitionOf(work, run.processId, run.version);
  const repairs = allowedOnRun(run).includes('repair') ? repairsAt(definition, standing) : {};
  return {
    ...progress,
    path: path.map(({ enteredAt, leftAt, by, ...stay }) => ({
      ...stay,
      by: [...by],
      enteredAt: toIso(enteredAt),
      leftAt: toIsoOrNull(leftAt),
    })),
    repairs: Object.fromEntries(
      Object.entries(repairs).map(([id, { outcomes, needsOutcome, to }]) => [
        id,
        { outcomes: outcomes && [...outcomes], needsOutcome, to: [...to] },
      ]),
    ),
  };
}

function allowedOnRun(run: RunRecord): string[] {
  if (run.endedAt !== null || !run.operable) return [];
  return [...(run.state === 'faulted' ? ['retry'] : []), 'cancel', 'repair'];
}
