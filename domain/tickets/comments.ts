/** A ticket's conversation as it is read: in order, and without what is not for the reader. */
import type { Work } from '../work.ts';
import type { PersonRef } from './references.ts';
import type { TimelinePlace } from './timeline.ts';

export type CommentRecord = {
  readonly id: string;
  /** Null where a run said it. */
  readonly author: PersonRef | null;
  readonly body: string;
  readonly internal: boolean;
  readonly createdAt: Date;
};

export async function readComments(
  work: Work,
  ticketId: string,
  page: { readonly after: TimelinePlace | null; readonly take: number; readonly internal: boolean },
): Promise<CommentRecord[]> {
  const rows = await work.em.execute<
    {
      id: string;
      body: string;
      internal: boolean;
      created_at: Date | string;
      author_id: string | null;
      name: string;
      email: string;
    }[]
  >(
    `select c.id, c.body, c.internal, c.created_at, c.author_id, p.name, p.email from comment c left join person p on p.id = c.author_id
     where c.ticket_id = ? ${page.internal ? '' : 'and not c.internal'} ${page.after ? 'and (c.created_at, c.id) > (?::timestamptz, ?::uuid)' : ''}
     order by c.created_at, c.id limit ?`,
    [ticketId, ...(page.after ? [page.after.at, page.after.id] : []), page.take],
  );
  return rows.map((row) => ({
    id: row.id,
    author: row.author_id === null ? null : { id: row.author_id, name: row.name, email: row.email },
    body: row.body,
    internal: row.internal,
    createdAt: new Date(row.created_at),
  }));
}
