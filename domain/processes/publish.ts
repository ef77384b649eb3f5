/**
 * Publishing: what a draft says becomes a version that never changes. Only what lints without errors and passes the scenarios
 * that are required of it is published; a draft that began from an older version or drawing than the present one is refused, so that
 * nobody's publication is undone unseen; and one that means the same as the present version makes no new one, only a new
 * drawing of it. It becomes the present version at once, or goes on its way (`rollout.ts`); what it is held against is the same.
 */
import { LockMode } from '@mikro-orm/postgresql';
import type { Definition } from '#engine/definition.ts';
import { compare, type Summary, summaryOf } from '#engine/diff/compare.ts';
import type { Finding, LintRuns } from '#engine/lint/index.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandScenarios } from '../scenarios/gate.ts';
import { type IsOver, patient } from '../scenarios/play.ts';
import type { Work } from '../work.ts';
import { bindCalls } from './calls.ts';
import { Draft } from './draft.ts';
import { draftNotFound } from './drafts.ts';
import { drawAnew, drawnDefinition, latestDrawing } from './drawings.ts';
import { hashDefinition } from './hash.ts';
import { findingsIn, lintContext } from './lint-context.ts';
import { lockProcess } from './lock-process.ts';
import type { Process } from './process.ts';
import { reviewedOf } from './reviewed.ts';
import { demandReview } from './reviews.ts';
import {
  demandNoneOnItsWay,
  demandWay,
  isAtOnce,
  makeActive,
  sendOff,
  settle,
  type Way,
} from './rollout.ts';

/** Who lets something pass that could not be proved says why; it stays with the version. */
export type Waiver = { readonly reason: string; readonly findings: readonly string[] };

export type Published = { readonly key: string; readonly version: number; readonly sha256: string };

/** Publishes the author's draft and ends it. @throws DomainError draft_not_found, definition_has_errors, scenario_failed, stale_version, draft_changed, review_needed, version_on_its_way */
export async function publishDraft(
  work: Work,
  author: { readonly personId: string },
  key: string,
  input: {
    readonly proofs: LintRuns;
    readonly note?: string;
    readonly expectedRevision?: number;
    /** Why what cannot be proved is published all the same; kept with the person’s name. */
    readonly waiver?: string;
    /** Whether the author waits for the scenarios no longer; those that have not passed by then have not passed. */
    readonly isOver?: IsOver;
    /** From when, and for what share of them, new runs take it; at once and all unless said. */
    readonly way?: Way;
  },
): Promise<Published> {
  const process = await lockProcess(work, key);
  // Behind the lock nobody saves it or says anything of it until it is published.
  const draft =
    process &&
    (await work.em.findOne(
      Draft,
      { processId: process.id, authorId: author.personId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    ));
  if (!process || !draft) throw draftNotFound(key);
  if (input.expectedRevision !== undefined && input.expectedRevision !== draft.revision) {
    throw new DomainError('draft_changed', 'Your draft has been saved since you read it.', {
      values: { currentVersion: draft.revision },
    });
  }
  await settle(work, process);
  demandNoneOnItsWay(process);
  demandWay(process, input.way ?? {}, work.now);
  demandUpToDate(draft.baseVersion ?? null, process.activeVersion ?? null);
  await demandSeenDrawing(work, process, draft);
  const reviewed = await reviewedOf(work, draft);
  if (process.reviewRequired) await demandReview(work, draft, reviewed);
  // Exactly what was reviewed, also where a process that it calls is being published at this moment.
  const published = await addChecked(work, process, reviewed.definition, {
    proofs: input.proofs,
    note: input.note ?? '',
    publishedBy: author.personId,
    waiver: input.waiver,
    isOver: input.isOver,
    way: input.way,
  });
  work.em.remove(draft);
  return published;
}

/** @throws DomainError stale_version */
function demandUpToDate(base: number | null, active: number | null): void {
  if (base === active) return;
  const whence = base === null ? 'nothing' : `version ${base}`;
  const what =
    base !== null && active !== null && base > active
      ? `Version ${base}, which you work from, was called off, and version ${active} takes new runs.`
      : `Version ${active} was published while you worked from ${whence}.`;
  throw new DomainError(
    'stale_version',
    `${what} Bring your draft up to it and save it with baseVersion=${active ?? 0}.`,
    { values: { baseVersion: base, currentVersion: active } },
  );
}

/** Notes and documentation that a colleague has written meanwhile would be gone. @throws DomainError stale_version */
async function demandSeenDrawing(
  work: Work,
  { id, activeVersion: active = null }: Process,
  { baseDrawing }: Draft,
): Promise<void> {
  if ((await latestDrawing(work, id, active)) === baseDrawing) return;
  throw new DomainError(
    'stale_version',
    `Version ${active} was drawn anew while you worked from it. Bring your draft up to it and save it with baseVersion=${active}.`,
    { values: { baseVersion: active, currentVersion: active } },
  );
}

/** Makes it the present version if it lints without errors in this tenant today. @throws DomainError definition_has_errors, scenario_failed */
export async function addChecked(
  work: Work,
  process: Process,
  definition: Definition,
  input: {
    /** What is proved already (`proofs.ts`). */
    readonly proofs: LintRuns;
    readonly note: string;
    readonly publishedBy: string;
    readonly waiver?: string;
    /** The version this was before. */
    readonly again?: number;
    readonly isOver?: IsOver | undefined;
    readonly way?: Way | undefined;
  },
): Promise<Published> {
  const { waiver, proofs, ...more } = input;
  const findings = findingsIn(await lintContext(work, definition), definition, proofs);
  demandSound(definition, findings, waiver !== undefined);
  const waived = findings.filter(isWaivable);
  return addVersion(work, process, await bindCalls(work, definition), {
    ...more,
    waiver:
      waiver === undefined || waived.length === 0
        ? null
        : { reason: waiver, findings: waived.map(({ message }) => message) },
  });
}

/**
 * Makes the definition the process's present version, unless it already is, or sends it on its way. The process is locked, or new. There is no other
 * way to publish, so none goes past the scenarios.
 * @throws DomainError scenario_failed
 */
export async function addVersion(
  work: Work,
  process: Process,
  definition: Definition,
  {
    note,
    publishedBy,
    waiver = null,
    again,
    isOver = patient,
    way = {},
  }: {
    readonly note: string;
    readonly publishedBy: string | null;
    readonly waiver?: Waiver | null;
    /** The version this was before. */
    readonly again?: number | undefined;
    readonly isOver?: IsOver | undefined;
    readonly way?: Way | undefined;
  },
): Promise<Published> {
  const standing = await demandScenarios(work, process, definition, isOver);
  const sha256 = hashDefinition(definition);
  await work.em.flush();
  const { latest, active } = await numbersOf(work, process);
  if (active?.sha256 === sha256) {
    demandNoWay(way, active.number);
    await drawAnew(work, process, active.number, definition, publishedBy);
    return { key: process.key, version: active.number, sha256 };
  }
  const version = latest + 1;
  const changes = active && (await changesSince(work, process, active.number, definition));
  await work.em.execute(
    `insert into definition_version (process_id, number, tenant_id, process_key, sha256, definition, note, published_at, published_by, waiver, scenarios, changes)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      process.id,
      version,
      work.tenantId,
      process.key,
      sha256,
      JSON.stringify(definition),
      note,
      work.now,
      publishedBy,
      waiver && JSON.stringify(waiver),
      JSON.stringify(standing),
      changes ? JSON.stringify(changes) : null,
    ],
  );
  const isNow = isAtOnce(way);
  const change = { before: isNow ? (active?.number ?? null) : null, after: version };
  await record(work, {
    type: 'process.published',
    subject: { kind: 'process', id: process.id },
    changes: isNow ? { version: change } : { nextVersion: change },
    data: {
      key: process.key,
      version,
      sha256,
      note,
      ...(isNow ? {} : { from: way.from ?? null, share: way.share ?? null }),
      scenarios: standing,
      ...(waiver ? { waiver } : {}),
      ...(again === undefined ? {} : { again }),
    },
  });
  if (isNow) {
    makeActive(process, version, definition);
    await touchConfiguration(work);
    await work.em.flush();
  } else await sendOff(work, process, version, way);
  return { key: process.key, version, sha256 };
}

/** A drawing is of a version that new runs take already. @throws DomainError invalid_input */
function demandNoWay({ from = null, share = null }: Way, version: number): void {
  const detail = `It means the same as version ${version} and is only another drawing of it, which everybody sees at once. Publish it without a moment and a share.`;
  if (from !== null) invalid('/from', detail);
  if (share !== null) invalid('/share', detail);
}

async function numbersOf(work: Work, { id, activeVersion }: Process) {
  const versions = await work.em.execute<{ number: number; sha256: string; active: boolean }[]>(
    `(select number, sha256, false as active from definition_version where process_id = ? order by number desc limit 1)
     union all select number, sha256, true from definition_version where process_id = ? and number = ?`,
    [id, id, activeVersion ?? 0],
  );
  return {
    latest: versions.find((one) => !one.active)?.number ?? 0,
    active: versions.find((one) => one.active),
  };
}

/** Without the documents they were imported from, which are no part of the process. */
async function changesSince(
  work: Work,
  process: Process,
  number: number,
  { origin: _, ...definition }: Definition,
): Promise<Summary> {
  return summaryOf(compare(await drawnDefinition(work, process.id, number), definition));
}

/** Nobody can prove it wrong or right, and a person who knows better may let it pass. */
const isWaivable = ({ level, values }: Finding): boolean =>
  level === 'error' && values.waivable === true;

/** @throws DomainError definition_has_errors, with a pointer to each place */
export function demandSound(
  definition: Definition,
  findings: readonly Finding[],
  isWaived = false,
): void {
  const broken = findings.filter(
    (finding) => finding.level === 'error' && !(isWaived && isWaivable(finding)),
  );
  if (broken.length === 0) return;
  throw new DomainError(
    'definition_has_errors',
    `The process cannot be published. ${broken
      .map(({ message }) => message)
      .slice(0, 3)
      .join(' ')}${broken.length > 3 ? ` And ${broken.length - 3} more.` : ''}`,
    {
      errors: broken.map((finding) => ({
        pointer: pointerOf(definition, finding),
        detail: finding.message,
      })),
      values: { findings: broken },
    },
  );
}

function pointerOf(definition: Definition, { pointer, element, flow }: Finding): string {
  if (pointer !== undefined) return pointer;
  if (flow !== undefined) return `/flows/${definition.flows.findIndex(({ id }) => id === flow)}`;
  if (element !== undefined)
    return `/elements/${definition.elements.findIndex(({ id }) => id === element)}`;
  return '/elements';
}
