/** Outgoing mail as an operator sees it; without a mail server it is kept here and goes nowhere. */
import type { Work } from '../work.ts';

export type LoggedMail = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly state: string;
  readonly attempts: number;
  readonly ticketId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly lastError: string | null;
  /** By the address that it leaves with; the key in that is nowhere to be read here. */
  readonly decidesByLink: boolean;
};

type Row = {
  id: string;
  to_address: string;
  subject: string;
  body: string;
  state: string;
  attempts: number;
  ticket_id: string | null;
  created_at: Date;
  sent_at: Date | null;
  last_error: string | null;
  decides_by_link: boolean;
};

export async function listMail(
  work: Work,
  query: {
    readonly state?: string;
    readonly take: number;
    /** Time and id of the last one of the page before. */
    readonly after: readonly [string, string] | null;
  },
): Promise<LoggedMail[]> {
  const rows = await work.em.execute<Row[]>(
    `select id, to_address, subject, body, state, attempts, ticket_id, created_at, sent_at, last_error, decides is not null as decides_by_link from mail
     where tenant_id = ? ${query.state ? 'and state = ?' : ''} ${query.after ? 'and (created_at, id) < (?::timestamptz, ?::uuid)' : ''}
     order by created_at desc, id desc limit ?`,
    [work.tenantId, ...(query.state ? [query.state] : []), ...(query.after ?? []), query.take],
  );
  return rows.map((row) => ({
    id: row.id,
    to: row.to_address,
    subject: row.subject,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    ticketId: row.ticket_id,
    createdAt: new Date(row.created_at),
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
    lastError: row.last_error,
    decidesByLink: row.decides_by_link,
  }));
}
