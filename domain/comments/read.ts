/** Threads as they are read: with all that was said in them, in order. */
import { DomainError } from '../errors.ts';
import { type Author, PERSON_OF } from '../processes/read-processes.ts';
import type { Work } from '../work.ts';
import type { Named } from './mentions.ts';

export type CommentRecord = {
  readonly id: string;
  readonly author: Author;
  /** Empty once it is deleted. */
  readonly body: string;
  readonly mentions: readonly Named[];
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly version: number;
};

export type ThreadRecord = {
  readonly id: string;
  readonly element: string | null;
  readonly elementName: string | null;
  readonly version: number | null;
  readonly draftOf: Author | null;
  readonly resolvedAt: string | null;
  readonly resolvedBy: Author | null;
  readonly createdAt: string;
  /** Goes up with all that is said in it or done with it. */
  readonly revision: number;
  readonly comments: readonly CommentRecord[];
};

export type ThreadQuery = {
  readonly state?: 'open' | 'resolved';
  /** Where this person has written or is named. */
  readonly with?: string;
  readonly take: number;
  readonly before: string | null;
};

const SAID = `select jsonb_agg(jsonb_build_object('id', c.id, 'author', ${PERSON_OF('a')}, 'body', c.body, 'createdAt', c.created_at,
    'editedAt', c.edited_at, 'deletedAt', c.deleted_at, 'version', c.version, 'mentions', (select coalesce(jsonb_agg(
      jsonb_build_object('id', m.id, 'name', m.name) order by m.id), '[]') from person m where m.id = any(c.mentions))) order by c.id)
  from process_comment c join person a on a.id = c.author_id where c.thread_id = t.id`;

const THREADS = `select t.id, t.element, t.element_name as "elementName", t.version, t.revision, ${PERSON_OF('d')} as "draftOf", ${PERSON_OF('r')} as "resolvedBy",
    to_json(t.resolved_at) #>> '{}' as "resolvedAt", to_json(t.created_at) #>> '{}' as "createdAt", (${SAID}) as comments
  from process_thread t join process p on p.id = t.process_id left join person d on d.id = t.draft_of left join person r on r.id = t.resolved_by
  where t.tenant_id = current_tenant() and p.key = ?`;

/** The newest first. */
export function listThreads(work: Work, key: string, query: ThreadQuery): Promise<ThreadRecord[]> {
  const where: string[] = [];
  const values: unknown[] = [key];
  if (query.state) where.push(`t.resolved_at is ${query.state === 'open' ? '' : 'not '}null`);
  if (query.with) {
    where.push(
      'exists (select from process_comment c where c.thread_id = t.id and (c.author_id = ? or c.mentions @> array[?::uuid]))',
    );
    values.push(query.with, query.with);
  }
  if (query.before) {
    where.push('t.id < ?');
    values.push(query.before);
  }
  return work.em.execute<ThreadRecord[]>(
    `${[THREADS, ...where].join(' and ')} order by t.id desc limit ?`,
    [...values, query.take],
  );
}

/** @throws DomainError not_found */
export async function getThread(work: Work, key: string, id: string): Promise<ThreadRecord> {
  const rows = await work.em.execute<ThreadRecord[]>(`${THREADS} and t.id = ?`, [key, id]);
  if (!rows[0]) throw new DomainError('not_found', 'There is no such thread on this process.');
  return rows[0];
}
