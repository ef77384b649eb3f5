/** Two versions of a process, or a version and a draft: what differs, and which running work stands on it. */
import type { Definition } from '#engine/definition.ts';
import { type Comparison, compare, touchedBy } from '#engine/diff/compare.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { bindCalls } from './calls.ts';
import { draftOf, getDraft } from './drafts.ts';
import { getProcess, getVersion } from './read-processes.ts';

/** A version by its number, or the asking person's draft. */
export type Side = number | 'draft';

export type Compared = {
  readonly from: Side;
  readonly to: Side;
  readonly comparison: Comparison;
  readonly running: readonly RunningOn[];
};

/** Open runs of one version, and how many of them stand where the change touches them. */
export type RunningOn = {
  readonly version: number;
  readonly count: number;
  readonly touched: number;
};

/** The present version against the draft, unless said. @throws DomainError not_found, draft_not_found, process_not_published */
export async function compareVersions(
  work: Work,
  reading: { readonly personId: string },
  key: string,
  /** `author`: whose draft, where it is not the asking person's own. */
  sides: { readonly from?: Side; readonly to?: Side; readonly author?: string },
): Promise<Compared> {
  const process = await getProcess(work, reading, key);
  const from = sides.from ?? process.version;
  const to = sides.to ?? 'draft';
  if (from === null)
    throw new DomainError('process_not_published', `“${key}” has no version to compare with.`);
  const draft = () =>
    sides.author === undefined ? getDraft(work, reading, key) : draftOf(work, sides.author, key);
  const definitionAt = async (side: Side): Promise<Definition> =>
    side === 'draft'
      ? // As it would be published: what it calls is bound.
        bindCalls(work, (await draft()).definition)
      : (await getVersion(work, key, side)).definition;
  const comparison = compare(await definitionAt(from), await definitionAt(to));
  return {
    from,
    to,
    comparison,
    running: await runningOn(work, process.id, touchedBy(comparison)),
  };
}

const runningOn = (
  work: Work,
  processId: string,
  elements: readonly string[],
): Promise<RunningOn[]> =>
  work.em.execute<RunningOn[]>(
    `select r.process_version as version, count(*)::int as count,
       (count(*) filter (where exists (select from run_element e where e.run_id = r.id and e.left_at is null
          and e.element in (select value from jsonb_array_elements_text(?)))))::int as touched
     from run r where r.tenant_id = ? and r.process_id = ? and r.ended_at is null
     group by r.process_version order by r.process_version desc`,
    [JSON.stringify(elements), work.tenantId, processId],
  );
