/**
 * Rolling back: what a former version says becomes the present version again, under a new number, because published is
 * published and runs know their version by its number. It is held against the tenant as it is today, and nobody's draft is
 * touched: whoever works on one is told that a version was published meanwhile. A version on its way is called off: whoever
 * goes back wants new runs to take one version, and at once.
 */
import type { LintRuns } from '#engine/lint/index.ts';
import { DomainError } from '../errors.ts';
import type { IsOver } from '../scenarios/play.ts';
import type { Work } from '../work.ts';
import { lockProcess } from './lock-process.ts';
import { addChecked, type Published } from './publish.ts';
import { getVersion } from './read-processes.ts';
import { callOff, settle } from './rollout.ts';

/** @throws DomainError not_found, stale_version, definition_has_errors */
export async function publishAgain(
  work: Work,
  by: { readonly personId: string },
  key: string,
  number: number,
  input: {
    readonly proofs: LintRuns;
    readonly note?: string;
    readonly waiver?: string;
    /** The version whose place it takes, as the person saw it. */
    readonly presentVersion?: number;
    /** Whether the person waits for the scenarios no longer. */
    readonly isOver?: IsOver;
  },
): Promise<Published> {
  const process = await lockProcess(work, key);
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  await settle(work, process);
  const { definition } = await getVersion(work, key, number);
  const present = process.activeVersion ?? null;
  if (input.presentVersion !== undefined && input.presentVersion !== present) {
    throw new DomainError(
      'stale_version',
      `Version ${present} was published since you looked. See what it says before version ${number} takes its place.`,
      { values: { currentVersion: present } },
    );
  }
  await callOff(work, process);
  return addChecked(work, process, definition, {
    proofs: input.proofs,
    note: input.note ?? `Version ${number} again`,
    publishedBy: by.personId,
    waiver: input.waiver,
    again: number,
    isOver: input.isOver,
  });
}
