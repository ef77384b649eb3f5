/**
 * What people say about a process while it is drawn. A thread belongs to the process and the id of an element, so that it
 * outlives drafts and versions; it is no part of a definition and changes nothing of it. Every write locks its thread.
 */
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { newId } from '../ids.ts';
import { draftNotFound } from '../processes/drafts.ts';
import { getProcess, getVersion } from '../processes/read-processes.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import { type Named, peopleMentioned } from './mentions.ts';
import { tellMentioned, type Writer } from './tell-mentioned.ts';

export const BODY_MAX = 4_000;
/** A thread is read whole. */
export const COMMENTS_MAX = 200;

export type NewThread = {
  readonly body: string;
  readonly element?: string;
  readonly elementName?: string;
  /** What is looked at; the writer's draft, where there is one, else the version at work, when left out. */
  readonly version?: number;
};

/** Returns the thread's id. @throws DomainError not_found, draft_not_found where nothing can be looked at yet, invalid_input */
export async function startThread(
  work: Work,
  writer: Writer,
  key: string,
  { body, element, elementName, version }: NewThread,
): Promise<string> {
  const process = await getProcess(work, writer, key);
  const seen = version ?? (process.draft ? null : process.version);
  if (seen === null && !process.draft) throw draftNotFound(key);
  if (version !== undefined && version !== process.version) await getVersion(work, key, version);
  if (element === undefined && elementName !== undefined)
    return invalid('/elementName', 'names an element; say which in `element`.');
  const id = newId();
  await work.em.execute(
    `insert into process_thread (id, tenant_id, process_id, element, element_name, version, draft_of, created_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?, ?)`,
    [
      id,
      process.id,
      element ?? null,
      element === undefined ? null : (elementName ?? element),
      seen,
      seen === null ? writer.personId : null,
      work.now,
    ],
  );
  await say(work, writer, key, { id, processName: process.name, isFirst: true }, body);
  return id;
}

/** @throws DomainError not_found, invalid_input, transition_not_allowed where the thread is resolved or full */
export async function answerThread(
  work: Work,
  writer: Writer,
  key: string,
  id: string,
  body: string,
): Promise<void> {
  const thread = await lockThread(work, key, id);
  if (thread.resolved)
    throw new DomainError(
      'transition_not_allowed',
      'This thread is resolved. Reopen it to go on with it.',
    );
  await demandRoom(work, thread.id);
  await say(work, writer, key, { ...thread, isFirst: false }, body);
}

/** Changes what oneself has said; who is named for the first time is told. @throws DomainError not_found, not_permitted, stale_version, invalid_input */
export async function editComment(
  work: Work,
  writer: Writer,
  key: string,
  ids: CommentIds,
  body: string,
  expected: number | undefined,
): Promise<void> {
  const { thread, comment } = await lockOwn(work, writer, key, ids, expected);
  if (comment.body === body) return;
  const people = await peopleSaid(work, body, comment.mentions);
  await touch(work, thread.id);
  await work.em.execute(
    'update process_comment set body = ?, mentions = ?, edited_at = ?, version = version + 1 where id = ?',
    [body, mentionsOf(people), work.now, comment.id],
  );
  await record(work, {
    type: 'thread.edited',
    subject: { kind: 'thread', id: thread.id },
    data: { key, commentId: comment.id },
    personal: {
      personId: writer.personId,
      fields: { body: { before: comment.body, after: body } },
    },
  });
  const told = people.filter(({ id }) => !comment.mentions.includes(id));
  await tellMentioned(work, writer, key, { ...thread, commentId: comment.id }, body, {
    told,
    people,
  });
}

/** Takes back what oneself has said: that it was said stays. @throws DomainError not_found, not_permitted, stale_version */
export async function deleteComment(
  work: Work,
  writer: Writer,
  key: string,
  ids: CommentIds,
  expected: number | undefined,
): Promise<void> {
  const { thread, comment } = await lockOwn(work, writer, key, ids, expected);
  await touch(work, thread.id);
  await work.em.execute(
    `update process_comment set body = '', mentions = '{}', deleted_at = ?, version = version + 1 where id = ?`,
    [work.now, comment.id],
  );
  await record(work, {
    type: 'thread.deleted',
    subject: { kind: 'thread', id: thread.id },
    data: { key, commentId: comment.id },
  });
}

/** Doing it twice is doing it once. @throws DomainError not_found, stale_version */
export async function settleThread(
  work: Work,
  writer: Writer,
  key: string,
  id: string,
  resolved: boolean,
  expected?: number,
): Promise<void> {
  const thread = await lockThread(work, key, id);
  demandVersion(expected, thread.revision);
  if (thread.resolved === resolved) return;
  await work.em.execute(
    'update process_thread set resolved_at = ?, resolved_by = ?, revision = revision + 1 where id = ?',
    resolved ? [work.now, writer.personId, id] : [null, null, id],
  );
  await record(work, {
    type: resolved ? 'thread.resolved' : 'thread.reopened',
    subject: { kind: 'thread', id },
    data: { key },
  });
}

type CommentIds = { readonly thread: string; readonly comment: string };

type LockedThread = {
  readonly id: string;
  readonly processName: string;
  readonly resolved: boolean;
  readonly revision: number;
};

type OwnComment = {
  readonly id: string;
  readonly body: string;
  readonly mentions: readonly string[];
};

async function say(
  work: Work,
  writer: Writer,
  key: string,
  thread: { readonly id: string; readonly processName: string; readonly isFirst: boolean },
  body: string,
): Promise<void> {
  const people = await peopleSaid(work, body);
  const id = newId();
  if (!thread.isFirst) await touch(work, thread.id);
  await work.em.execute(
    `insert into process_comment (id, tenant_id, thread_id, author_id, body, mentions, created_at)
     values (?, current_tenant(), ?, ?, ?, ?, ?)`,
    [id, thread.id, writer.personId, body, mentionsOf(people), work.now],
  );
  await record(work, {
    type: thread.isFirst ? 'thread.started' : 'thread.answered',
    subject: { kind: 'thread', id: thread.id },
    data: { key, commentId: id },
    personal: { personId: writer.personId, fields: { body: { before: null, after: body } } },
  });
  const told = { told: people, people };
  await tellMentioned(work, writer, key, { ...thread, commentId: id }, body, told);
}

const touch = (work: Work, thread: string): Promise<unknown> =>
  work.em.execute('update process_thread set revision = revision + 1 where id = ?', [thread]);

/** @throws DomainError invalid_input */
function peopleSaid(
  work: Work,
  body: string,
  before?: readonly string[],
): Promise<readonly Named[]> {
  if (body.trim() === '') return invalid('/body', 'says nothing yet.');
  return peopleMentioned(work, body, before);
}

const mentionsOf = (people: readonly Named[]): string =>
  `{${people.map(({ id }) => id).join(',')}}`;

async function lockThread(work: Work, key: string, id: string): Promise<LockedThread> {
  const rows = await work.em.execute<LockedThread[]>(
    `select t.id, p.name as "processName", t.resolved_at is not null as resolved, t.revision
     from process_thread t join process p on p.id = t.process_id
     where t.tenant_id = current_tenant() and p.key = ? and t.id = ? for update of t`,
    [key, id],
  );
  if (!rows[0]) throw new DomainError('not_found', 'There is no such thread on this process.');
  return rows[0];
}

/** Called behind the lock: the statement that waits for it counts what was there before. */
async function demandRoom(work: Work, thread: string): Promise<void> {
  const rows = await work.em.execute<{ count: number }[]>(
    'select count(*)::int as count from process_comment where thread_id = ?',
    [thread],
  );
  if ((rows[0]?.count ?? 0) < COMMENTS_MAX) return;
  throw new DomainError(
    'transition_not_allowed',
    `This thread has ${COMMENTS_MAX} comments. Begin another one.`,
  );
}

async function lockOwn(
  work: Work,
  writer: Writer,
  key: string,
  ids: CommentIds,
  expected: number | undefined,
): Promise<{ readonly thread: LockedThread; readonly comment: OwnComment }> {
  const thread = await lockThread(work, key, ids.thread);
  const rows = await work.em.execute<
    (OwnComment & { author: string; version: number; deleted: boolean })[]
  >(
    `select id, author_id as author, body, to_jsonb(mentions) as mentions, version, deleted_at is not null as deleted
     from process_comment where thread_id = ? and id = ?`,
    [ids.thread, ids.comment],
  );
  const comment = rows[0];
  if (!comment || comment.deleted)
    throw new DomainError('not_found', 'There is no such comment any more.');
  if (comment.author !== writer.personId)
    throw new DomainError('not_permitted', 'Only who wrote a comment may change or delete it.');
  demandVersion(expected, comment.version);
  return { thread, comment };
}
