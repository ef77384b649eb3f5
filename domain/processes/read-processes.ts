/** Processes, their versions and their authors' drafts, as lists and pages show them. */
import type { Definition, Trigger } from '#engine/definition.ts';
import type { Summary } from '#engine/diff/compare.ts';
import { DomainError } from '../errors.ts';
import type { Standing } from '../scenarios/gate.ts';
import type { Work } from '../work.ts';
import { LATEST_DRAWING } from './drawings.ts';
import type { Waiver } from './publish.ts';

export type Author = { readonly id: string; readonly name: string; readonly email: string };

export type ProcessRecord = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The version that new runs take; null before the first publication. */
  readonly version: number | null;
  readonly publishedAt: string | null;
  readonly publishedBy: Author | null;
  /** The asking person's own. */
  readonly draft: {
    readonly revision: number;
    readonly updatedAt: string;
    readonly baseVersion: number | null;
  } | null;
  readonly running: number;
  /** A version on its way: from when, and for how many of a hundred new runs (null: all). */
  readonly next: NextVersion | null;
  /** What new runs took before `version` and would take again of it a share was given; null while one is on its way. */
  readonly former: number | null;
  /** Open threads on it in which the asking person is named. */
  readonly mentions: number;
  /** Whether a colleague must have approved a draft before it is published. */
  readonly reviewRequired: boolean;
  /** Who has asked to do without, and when. */
  readonly reviewOffAskedBy: Author | null;
  readonly reviewOffAskedAt: string | null;
  /** Goes up when it is published, and when it is said whether it needs a review. */
  readonly revision: number;
  readonly hasManualStart: boolean;
  /** What new tickets start the active version. */
  readonly triggers: readonly Trigger[];
};

export type NextVersion = {
  readonly version: number;
  readonly from: string;
  readonly share: number | null;
  /** Whether its share takes new runs already. */
  readonly begun: boolean;
  readonly publishedBy: Author | null;
};

/** Somebody as others see them, in SQL; null where there is nobody. */
export const PERSON_OF = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email) end`;

const INSTANT = (column: string) => `to_json(${column}) #>> '{}'`;

const PROCESSES = `select p.id, p.key, p.name, p.description, a.number as version, p.version as revision,
    case when p.next_version is null then p.former_version when a.number = p.next_version then p.active_version end as former, p.review_required as "reviewRequired", ${PERSON_OF('o')} as "reviewOffAskedBy", ${INSTANT('p.review_off_asked_at')} as "reviewOffAskedAt", ${INSTANT('v.published_at')} as "publishedAt",
    ${PERSON_OF('b')} as "publishedBy",
    case when d.id is null then null else jsonb_build_object('revision', d.revision, 'updatedAt', d.updated_at, 'baseVersion', d.base_version) end as draft,
    (select count(*)::int from run r where r.process_id = p.id and r.tenant_id = p.tenant_id and r.ended_at is null) as running,
    (select count(*)::int from process_thread t where t.process_id = p.id and t.resolved_at is null
       and exists (select from process_comment c where c.thread_id = t.id and c.mentions @> array[?::uuid])) as mentions,
    exists (select from jsonb_array_elements(v.definition -> 'elements') e where e ->> 'type' = 'startEvent' and e -> 'trigger' ->> 'type' = 'manual') as "hasManualStart",
    (select coalesce(jsonb_agg(e -> 'trigger'), '[]') from jsonb_array_elements(v.definition -> 'elements') e
       where e ->> 'type' = 'startEvent' and e -> 'trigger' ->> 'type' = 'ticketCreated') as triggers,
    case when nv.number is null then null else jsonb_build_object('version', nv.number, 'from', ${INSTANT('p.next_from')}, 'share', p.next_share,
      'begun', p.next_from <= now.at, 'publishedBy', ${PERSON_OF('nb')}) end as next
  from process p cross join (select ?::timestamptz as at) now cross join lateral (select present_version(p, now.at) as number) a
  left join definition_version v on v.process_id = p.id and v.number = a.number
  left join person b on b.id = v.published_by left join person o on o.id = p.review_off_asked_by
  left join definition_version nv on nv.process_id = p.id and nv.number = p.next_version and nv.number is distinct from a.number
  left join person nb on nb.id = nv.published_by
  left join draft d on d.process_id = p.id and d.author_id = ?`;

type Reading = { readonly personId: string };

/** By key. */
export async function listProcesses(
  work: Work,
  reading: Reading,
  query: { readonly q?: string; readonly take: number; readonly after: string | null },
): Promise<ProcessRecord[]> {
  const like = `%${(query.q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return work.em.execute<ProcessRecord[]>(
    `${PROCESSES} where p.tenant_id = ? and (p.name ilike ? or p.key ilike ?) and p.key > ? order by p.key limit ?`,
    [
      reading.personId,
      work.now,
      reading.personId,
      work.tenantId,
      like,
      like,
      query.after ?? '',
      query.take,
    ],
  );
}

/** @throws DomainError not_found */
export async function getProcess(
  work: Work,
  reading: Reading,
  key: string,
): Promise<ProcessRecord> {
  const rows = await work.em.execute<ProcessRecord[]>(
    `${PROCESSES} where p.tenant_id = ? and p.key = ?`,
    [reading.personId, work.now, reading.personId, work.tenantId, key],
  );
  const process = rows[0];
  if (!process) throw new DomainError('not_found', `There is no process “${key}”.`);
  return process;
}

export type VersionRecord = {
  readonly version: number;
  readonly sha256: string;
  readonly note: string;
  readonly waiver: Waiver | null;
  readonly scenarios: Standing;
  /** Since the version before; null for the first. */
  readonly changes: Summary | null;
  readonly publishedAt: string;
  readonly publishedBy: Author | null;
  /** Who drew it anew last without changing what it means; null while it looks as it was published. */
  readonly drawn: { readonly at: string; readonly by: Author | null } | null;
  readonly active: boolean;
  readonly running: number;
};

const VERSIONS = `select v.number as version, v.sha256, v.note, v.waiver, v.scenarios, v.changes, ${INSTANT('v.published_at')} as "publishedAt", ${PERSON_OF('b')} as "publishedBy",
    v.number = present_version(p, ?) as active,
    case when g.revision is null then null else jsonb_build_object('at', ${INSTANT('g.drawn_at')}, 'by', ${PERSON_OF('d')}) end as drawn,
    (select count(*)::int from run r where r.tenant_id = v.tenant_id and r.process_id = v.process_id and r.process_version = v.number and r.ended_at is null) as running`;
const VERSIONS_FROM = `from definition_version v join process p on p.id = v.process_id left join person b on b.id = v.published_by
  left join lateral (${LATEST_DRAWING}) g on true left join person d on d.id = g.drawn_by`;

/** The latest first. */
export async function listVersions(
  work: Work,
  key: string,
  query: { readonly take: number; readonly before: number | null },
): Promise<VersionRecord[]> {
  return work.em.execute<VersionRecord[]>(
    `${VERSIONS} ${VERSIONS_FROM} where v.tenant_id = ? and v.process_key = ? and v.number < ? order by v.number desc limit ?`,
    [work.now, work.tenantId, key, query.before ?? 2_147_483_647, query.take],
  );
}

/** As it is drawn now. @throws DomainError not_found */
export async function getVersion(
  work: Work,
  key: string,
  number: number,
): Promise<VersionRecord & { readonly definition: Definition }> {
  const rows = await work.em.execute<(VersionRecord & { definition: Definition })[]>(
    `${VERSIONS}, coalesce(g.definition, v.definition) as definition ${VERSIONS_FROM} where v.tenant_id = ? and v.process_key = ? and v.number = ?`,
    [work.now, work.tenantId, key, number],
  );
  const version = rows[0];
  if (!version) throw new DomainError('not_found', `“${key}” has no version ${number}.`);
  return version;
}

export type DraftRecord = {
  readonly author: Author;
  readonly revision: number;
  readonly baseVersion: number | null;
  readonly updatedAt: string;
};

/** All authors' drafts of a process, the latest first. */
export const listDrafts = (work: Work, key: string): Promise<DraftRecord[]> =>
  work.em.execute<DraftRecord[]>(
    `select ${PERSON_OF('a')} as author, d.revision, d.base_version as "baseVersion", ${INSTANT('d.updated_at')} as "updatedAt"
     from draft d join process p on p.id = d.process_id join person a on a.id = d.author_id
     where p.tenant_id = ? and p.key = ? order by d.updated_at desc, d.id`,
    [work.tenantId, key],
  );
