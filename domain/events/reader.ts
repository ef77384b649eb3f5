/**
 * Reads events in the order of commits and skips none: numbers are given before the commit, so a reader that went by them
 * alone would pass over a transaction that took longer. A place is (transaction, number), and only transactions older than
 * every one still running are read.
 */
import type { EntityManager } from '@mikro-orm/postgresql';

/** Both are 64-bit numbers as text. */
export type Place = { readonly xid: string; readonly seq: string };

export type SeenEvent = {
  readonly place: Place;
  readonly tenantId: string;
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly ticketId: string | null;
  /** The ticket's. */
  readonly number: string | null;
  readonly actorKind: string;
  readonly actorId: string | null;
  /** Said behind the requester's back. */
  readonly internal: boolean;
  /** Whose record it is: requester, assignee (also the one before), approvers. */
  readonly people: readonly string[];
  readonly groups: readonly string[];
  readonly organizationId: string | null;
};

type Row = {
  xid: string;
  seq: string;
  tenant_id: string;
  id: string;
  at: Date | string;
  type: string;
  subject_kind: string;
  subject_id: string;
  ticket_id: string | null;
  number: string | null;
  actor_kind: string;
  actor_id: string | null;
  internal: boolean;
  people: string[];
  groups: string[];
  organization_id: string | null;
};

/** The next events after `place`, of one tenant or of all. Fewer than `limit` means that there are no more for now. */
export async function readEvents(
  em: EntityManager,
  place: Place,
  limit: number,
  tenantId: string | null = null,
): Promise<SeenEvent[]> {
  const rows = await em.execute<Row[]>(
    `select xid, seq, tenant_id, id, at, type, subject_kind, subject_id, ticket_id, number, actor_kind, actor_id, internal,
       to_jsonb(people) as people, to_jsonb(groups) as groups, organization_id
     from events_after(?::text::xid8, ?::bigint, ?, ?::uuid)`,
    [place.xid, place.seq, limit, tenantId],
  );
  return rows.map((row) => ({
    place: { xid: row.xid, seq: row.seq },
    tenantId: row.tenant_id,
    id: row.id,
    at: new Date(row.at).toISOString(),
    type: row.type,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    ticketId: row.ticket_id,
    number: row.number,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    internal: row.internal,
    people: row.people,
    groups: row.groups,
    organizationId: row.organization_id,
  }));
}

/** The place before everything that is not committed yet. */
export async function presentPlace(em: EntityManager): Promise<Place> {
  const rows = await em.execute<{ xid: string }[]>('select event_horizon()::text as xid');
  return { xid: rows[0]?.xid ?? '0', seq: '0' };
}

export const toCursor = (place: Place): string => `${place.xid}.${place.seq}`;

export function fromCursor(text: string): Place | null {
  const match = /^(\d{1,19})\.(\d{1,18})$/.exec(text);
  const [, xid, seq] = match ?? [];
  return xid === undefined || seq === undefined ? null : { xid, seq };
}

export const comparePlaces = (a: Place, b: Place): number =>
  compare(a.xid, b.xid) || compare(a.seq, b.seq);

const compare = (a: string, b: string): number => {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
