/** Processes, versions, drafts and findings as they leave. */
import type { Static } from 'typebox';
import { may, type Principal, scopeOf } from '#domain/people/access.ts';
import type { Compared as ComparedRecord } from '#domain/processes/compare-versions.ts';
import type { ProcessRecord, VersionRecord } from '#domain/processes/read-processes.ts';
import type { Review as ReviewRecord } from '#domain/processes/reviews.ts';
import { type Change, type Difference, summaryOf } from '#engine/diff/compare.ts';
import type { Finding } from '#engine/lint/index.ts';
import { toIso, toIsoOrNull } from '../instants.ts';
import type { Compared } from './compare-schemas.ts';
import type { Finding as FindingSchema, Process, Review } from './schemas.ts';

export function presentProcess(
  process: ProcessRecord,
  principal: Principal,
): Static<typeof Process> {
  const { key, name, description, version, publishedBy, draft, running } = process;
  return {
    key,
    name,
    description,
    version,
    publishedAt: toIsoOrNull(process.publishedAt),
    publishedBy,
    draft: draft && {
      revision: draft.revision,
      baseVersion: draft.baseVersion,
      updatedAt: toIso(draft.updatedAt),
    },
    next: process.next && { ...process.next, from: toIso(process.next.from) },
    former: process.former,
    revision: process.revision,
    running,
    mentions: process.mentions,
    reviewRequired: process.reviewRequired,
    reviewOffAskedBy: process.reviewOffAskedBy,
    reviewOffAskedAt: toIsoOrNull(process.reviewOffAskedAt),
    triggers: process.triggers.map((trigger) => ({ ...trigger })),
    allowed: allowedOnProcess(principal, process),
  };
}

export function presentVersion({
  version,
  sha256,
  note,
  waiver,
  scenarios,
  changes,
  publishedAt,
  publishedBy,
  drawn,
  active,
  running,
}: VersionRecord) {
  return {
    version,
    sha256,
    note,
    publishedAt: toIso(publishedAt),
    publishedBy,
    active,
    running,
    drawn: drawn && { at: toIso(drawn.at), by: drawn.by },
    scenarios: { passed: scenarios.passed, total: scenarios.total },
    waiver: waiver && { reason: waiver.reason, findings: [...waiver.findings] },
    changes: changes && { ...changes },
  };
}

export function presentFinding({
  rule,
  level,
  element,
  flow,
  pointer,
  message,
  values,
  fix,
  example,
  scenario,
}: Finding): Static<typeof FindingSchema> {
  return {
    rule,
    level,
    ...(element === undefined ? {} : { element }),
    ...(flow === undefined ? {} : { flow }),
    ...(pointer === undefined ? {} : { pointer }),
    message,
    values: { ...values },
    ...(fix === undefined ? {} : { fix: fix.map((edit) => ({ ...edit })) }),
    ...(example === undefined ? {} : { example: { ...example } }),
    ...(scenario === undefined ? {} : { scenario: { ...scenario } }),
  };
}

export function presentCompared(
  key: string,
  { from, to, comparison, running }: ComparedRecord,
): Static<typeof Compared> {
  const { process, elements, flows, notes } = comparison;
  return {
    key,
    from: from === 'draft' ? null : from,
    to: to === 'draft' ? null : to,
    summary: { ...summaryOf(comparison) },
    process: process.map(presentChange),
    elements: elements.map(presentDifference),
    flows: flows.map(presentDifference),
    notes: notes.map(presentDifference),
    running: running.map((one) => ({ ...one })),
  };
}

export const presentReview = (review: ReviewRecord): Static<typeof Review> => ({
  ...review,
  decidedAt: toIso(review.decidedAt),
});

const presentChange = ({ path, ...change }: Change) => ({ ...change, path: [...path] });

const presentDifference = ({ changes, ...difference }: Difference) => ({
  ...difference,
  changes: changes.map(presentChange),
});

function allowedOnProcess(principal: Principal, process: ProcessRecord): string[] {
  const allowed = ['read'];
  if (may(principal, 'process.author')) allowed.push('edit');
  if (may(principal, 'process.publish')) allowed.push('publish');
  if (
    process.version !== null &&
    (scopeOf(principal, 'run.operate') === 'all' ||
      (process.hasManualStart && may(principal, 'process.author')))
  )
    allowed.push('start');
  return allowed;
}
