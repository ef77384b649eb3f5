/**
 * Who has a process open in the designer just now. A tab says so again and again while it is looked at; what was not said for
 * half a minute is no longer true. It stands in the database, because colleagues may be served by different API processes.
 */
import { DomainError } from '../errors.ts';
import { type Author, PERSON_OF } from '../processes/read-processes.ts';
import type { Work } from '../work.ts';

export const DOINGS = ['looking', 'editing', 'rehearsing'] as const;
export type Doing = (typeof DOINGS)[number];

/** A tab speaks every 12 seconds, so one word of it may be lost. */
export const GONE_AFTER_MS = 28_000;

export type Being = {
  readonly doing: Doing;
  /** What is looked at; null for one's own draft. */
  readonly version: number | null;
  readonly element: string | null;
};

export type Present = Being & {
  readonly person: Author;
  /** When they are gone unless they say otherwise. */
  readonly goneInSeconds: number;
};

type Who = { readonly personId: string };

/** Says that this tab is there. The answer is whether that is news to others. @throws DomainError not_found */
export async function bePresent(
  work: Work,
  { personId }: Who,
  key: string,
  tab: string,
  being: Being,
): Promise<{ readonly isNews: boolean; readonly others: Present[] }> {
  const processId = await processIdOf(work, key);
  const place = [processId, personId, tab];
  const before = await work.em.execute<Being[]>(
    `select doing, version, element from presence where process_id = ? and person_id = ? and tab = ? and seen_at > ?`,
    [...place, alive(work)],
  );
  await work.em.execute(
    `insert into presence (process_id, person_id, tab, tenant_id, doing, version, element, seen_at)
     values (?, ?, ?, current_tenant(), ?, ?, ?, ?)
     on conflict (process_id, person_id, tab) do update
     set doing = excluded.doing, version = excluded.version, element = excluded.element, seen_at = excluded.seen_at`,
    [...place, being.doing, being.version, being.element, work.now],
  );
  const [known] = before;
  if (!known) await forgetGone(work);
  const isNews =
    known?.doing !== being.doing ||
    known.version !== being.version ||
    known.element !== being.element;
  return { isNews, others: await othersAt(work, processId, personId) };
}

/** Says that this tab is gone. @throws DomainError not_found where there is no such process */
export async function leave(work: Work, who: Who, key: string, tab: string): Promise<void> {
  const processId = await processIdOf(work, key);
  await work.em.execute('delete from presence where process_id = ? and person_id = ? and tab = ?', [
    processId,
    who.personId,
    tab,
  ]);
}

/** Everybody but the one who asks, each once: what they change counts for more than what they look at. @throws DomainError not_found */
export async function othersPresent(work: Work, who: Who, key: string): Promise<Present[]> {
  return othersAt(work, await processIdOf(work, key), who.personId);
}

const alive = (work: Work): Date => new Date(work.now.getTime() - GONE_AFTER_MS);

const othersAt = (work: Work, processId: string, personId: string): Promise<Present[]> =>
  work.em.execute<Present[]>(
    `select * from (
       select distinct on (h.person_id) ${PERSON_OF('a')} as person, h.doing, h.version, h.element,
         ceil(extract(epoch from h.seen_at - ?::timestamptz))::int as "goneInSeconds"
       from presence h join person a on a.id = h.person_id
       where h.process_id = ? and h.person_id <> ? and h.seen_at > ? and a.active
       order by h.person_id, array_position(array['editing', 'rehearsing', 'looking'], h.doing), h.seen_at desc) o
     order by person ->> 'name', person ->> 'id'`,
    [alive(work), processId, personId, alive(work)],
  );

/** Tabs that never said good-bye; those that somebody else takes away just now are left to them. */
const forgetGone = (work: Work) =>
  work.em.execute(
    `delete from presence where (process_id, person_id, tab) in (
       select process_id, person_id, tab from presence where seen_at <= ? limit 100 for update skip locked)`,
    [alive(work)],
  );

async function processIdOf(work: Work, key: string): Promise<string> {
  const rows = await work.em.execute<{ id: string }[]>(
    'select id from process where tenant_id = current_tenant() and key = ?',
    [key],
  );
  if (!rows[0]) throw new DomainError('not_found', `There is no process “${key}”.`);
  return rows[0].id;
}
