/**
 * Publishing: what a draft says becomes a version that never changes. Only what lints without errors and passes the scenarios
 * that are required of it is published; a draft that began from an older version than the present one is refused, so that
 * nobody's publication is undone unseen; and one that means the same as the present version makes no new one, only a new
 * drawing of it.
 */
import { LockMode } from '@mikro-orm/postgresql';
import type { Definition } from '#engine/definition.ts';
import { compare, type Summary, summaryOf } from '#engine/diff/compare.ts';
import type { Finding } from '#engine/lint/index.ts';
import { touchConfiguration } from '../configuration.ts';
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import { demandScenarios } from '../scenarios/gate.ts';
import { type IsOver, patient } from '../scenarios/play.ts';
import type { Work } from '../work.ts';
import { bindCalls } from './calls.ts';
import { Draft } from './draft.ts';
import { draftNotFound } from './drafts.ts';
import { drawAnew, drawnDefinition } from './drawings.ts';
import { hashDefinition } from './hash.ts';
import { findingsFor } from './lint-context.ts';
import { Process } from './process.ts';
import { reviewedOf } from './reviewed.ts';
import { demandReview } from './reviews.ts';

/** Who lets something pass that could not be proved says why; it stays with the version. */
export type Waiver = { readonly reason: string; readonly findings: readonly string[] };

export type Published = { readonly key: string; readonly version: number; readonly sha256: string };

/** Publishes the author's draft and ends it. @throws DomainError draft_not_found, definition_has_errors, scenario_failed, stale_version, draft_changed, review_needed */
export async function publishDraft(
  work: Work,
  author: { readonly personId: string },
  key: string,
  input: {
    readonly note?: string;
    readonly expectedRevision?: number;
    /** Why what cannot be proved is published all the same; kept with the person’s name. */
    readonly waiver?: string;
    /** Whether the author waits for the scenarios no longer; those that have not passed by then have not passed. */
    readonly isOver?: IsOver;
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
  if ((draft.baseVersion ?? null) !== (process.activeVersion ?? null)) {
    throw new DomainError(
      'stale_version',
      `Version ${process.activeVersion} was published while you worked from ${draft.baseVersion === null ? 'nothing' : `version ${draft.baseVersion}`}. Bring your draft up to it and save it with baseVersion=${process.activeVersion}.`,
      { values: { baseVersion: draft.baseVersion, currentVersion: process.activeVersion } },
    );
  }
  const reviewed = await reviewedOf(work, draft);
  if (process.reviewRequired) await demandReview(work, draft, reviewed);
  // Exactly what was reviewed, also where a process that it calls is being published at this moment.
  const published = await addChecked(work, process, reviewed.definition, {
    note: input.note ?? '',
    publishedBy: author.personId,
    waiver: input.waiver,
    isOver: input.isOver,
  });
  work.em.remove(draft);
  return published;
}

/** Makes it the present version if it lints without errors in this tenant today. @throws DomainError definition_has_errors, scenario_failed */
export async function addChecked(
  work: Work,
  process: Process,
  definition: Definition,
  input: {
    readonly note: string;
    readonly publishedBy: string;
    readonly waiver?: string;
    /** The version this was before. */
    readonly again?: number;
    readonly isOver?: IsOver | undefined;
  },
): Promise<Published> {
  const { waiver, ...more } = input;
  const findings = await findingsFor(work, definition);
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
 * Makes the definition the process's present version, unless it already is. The process is locked, or new. There is no other
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
  }: {
    readonly note: string;
    readonly publishedBy: string | null;
    readonly waiver?: Waiver | null;
    /** The version this was before. */
    readonly again?: number | undefined;
    readonly isOver?: IsOver | undefined;
  },
): Promise<Published> {
  const standing = await demandScenarios(work, process, definition, isOver);
  const sha256 = hashDefinition(definition);
  await work.em.flush();
  const versions = await work.em.execute<{ number: number; sha256: string }[]>(
    'select number, sha256 from definition_version where process_id = ? order by number desc limit 1',
    [process.id],
  );
  const latest = versions[0];
  if (latest && latest.number === process.activeVersion && latest.sha256 === sha256) {
    await drawAnew(work, process, latest.number, definition, publishedBy);
    return { key: process.key, version: latest.number, sha256 };
  }
  const version = (latest?.number ?? 0) + 1;
  const changes = latest && (await changesSince(work, process, latest.number, definition));
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
  const before = process.activeVersion ?? null;
  process.activeVersion = version;
  process.name = definition.name;
  process.description = definition.description ?? '';
  await record(work, {
    type: 'process.published',
    subject: { kind: 'process', id: process.id },
    changes: { version: { before, after: version } },
    data: {
      key: process.key,
      sha256,
      note,
      scenarios: standing,
      ...(waiver ? { waiver } : {}),
      ...(again === undefined ? {} : { again }),
    },
  });
  await touchConfiguration(work);
  await work.em.flush();
  return { key: process.key, version, sha256 };
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

/** Behind it runs go on being started, which only name the process: playing its scenarios may take a while. */
export async function lockProcess(work: Work, key: string): Promise<Process | null> {
  const of = { tenantId: work.tenantId, key };
  await work.em.execute('select from process where tenant_id = ? and key = ? for no key update', [
    of.tenantId,
    of.key,
  ]);
  return work.em.findOne(Process, of, { refresh: true });
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
