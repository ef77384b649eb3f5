/** Messages for the engine that were given up on. An operator sends one again, or throws it away; both are recorded. */
import { DomainError } from '../errors.ts';
import { record } from '../events/record.ts';
import type { Work } from '../work.ts';

export type DeadLetter = {
  readonly id: string;
  readonly kind: string;
  /** The record whose workflow should have heard of it. */
  readonly target: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
};

type Row = {
  id: string;
  kind: string;
  target: string;
  attempts: number;
  last_error: string | null;
  created_at: Date;
};

const COLUMNS = 'id::text as id, kind, target, attempts, last_error, created_at';

/** The newest first; `after` is the id of the last one of the page before. */
export async function listDeadLetters(
  work: Work,
  page: { readonly take: number; readonly after: string | null },
): Promise<DeadLetter[]> {
  const rows = await work.em.execute<Row[]>(
    `select ${COLUMNS} from outbox where state = 'dead' and tenant_id = ? ${page.after === null ? '' : 'and id < ?::bigint'} order by id desc limit ?`,
    [work.tenantId, ...(page.after === null ? [] : [page.after]), page.take],
  );
  return rows.map(toDeadLetter);
}

/** Due at once, with all its attempts before it. @throws DomainError not_found */
export async function retryDeadLetter(work: Work, id: string): Promise<DeadLetter> {
  const rows = await work.em.execute<Row[]>(
    `update outbox set state = 'pending', attempts = 0, next_at = clock_timestamp() where id = ?::bigint and state = 'dead' and tenant_id = ? returning ${COLUMNS}`,
    [id, work.tenantId],
  );
  return settle(work, rows, 'outbox.retried');
}

/** @throws DomainError not_found */
export async function discardDeadLetter(work: Work, id: string): Promise<DeadLetter> {
  const rows = await work.em.execute<Row[]>(
    `delete from outbox where id = ?::bigint and state = 'dead' and tenant_id = ? returning ${COLUMNS}`,
    [id, work.tenantId],
  );
  return settle(work, rows, 'outbox.discarded');
}

async function settle(work: Work, rows: readonly Row[], type: string): Promise<DeadLetter> {
  const row = rows[0];
  if (!row)
    throw new DomainError(
      'not_found',
      'There is no such dead letter; it may have been dealt with.',
    );
  const letter = toDeadLetter(row);
  await record(work, {
    type,
    subject: { kind: 'outbox', id: letter.target },
    data: {
      outboxId: letter.id,
      kind: letter.kind,
      attempts: letter.attempts,
      lastError: letter.lastError,
    },
  });
  return letter;
}

const toDeadLetter = (row: Row): DeadLetter => ({
  id: row.id,
  kind: row.kind,
  target: row.target,
  attempts: row.attempts,
  lastError: row.last_error,
  createdAt: new Date(row.created_at),
});
