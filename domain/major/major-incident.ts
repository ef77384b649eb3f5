/** A major incident as it is read, and locked before it is changed. Its ticket is locked before it is. */
import { DomainError } from '../errors.ts';
import { isId } from '../ids.ts';
import { may, type Principal } from '../people/access.ts';
import { demandVersion } from '../version.ts';
import type { Work } from '../work.ts';
import type { Audience, Severity } from './settings.ts';

export type MajorState = 'open' | 'resolved' | 'closed' | 'withdrawn';
export type Impact = 'degraded' | 'down';
export type Somebody = { readonly id: string; readonly name: string; readonly email: string };

export type AffectedService = {
  readonly key: string;
  readonly name: string;
  readonly impact: Impact;
};

export type Review = {
  readonly summary: string;
  readonly cause: string;
  readonly by: string | null;
  readonly at: string;
};

export type MajorIncident = {
  readonly id: string;
  readonly ticket: {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly status: string;
    readonly requesterId: string;
  };
  readonly severity: Severity;
  readonly state: MajorState;
  readonly headline: string;
  readonly commander: Somebody;
  readonly warRoomUrl: string | null;
  readonly audience: Audience;
  readonly runId: string;
  readonly declaredBy: Somebody | null;
  readonly declaredAt: string;
  readonly nextUpdateAt: string | null;
  readonly resolvedAt: string | null;
  readonly endedAt: string | null;
  readonly reason: string | null;
  readonly review: Review | null;
  readonly services: readonly AffectedService[];
  readonly children: number;
  readonly updates: number;
  readonly version: number;
};

const PERSON = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'email', ${alias}.email)`;

const SELECT = `select m.id, jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title, 'status', t.status, 'requesterId', t.requester_id) as ticket,
    m.severity, m.state, m.headline, ${PERSON('c')} as commander, m.war_room_url as "warRoomUrl", m.audience, m.run_id as "runId",
    case when d.id is null then null else ${PERSON('d')} end as "declaredBy", m.declared_at as "declaredAt", m.next_update_at as "nextUpdateAt",
    m.resolved_at as "resolvedAt", m.ended_at as "endedAt", m.reason, m.review, m.version,
    (select coalesce(jsonb_agg(jsonb_build_object('key', s.key, 'name', s.name, 'impact', ms.impact) order by s.name, s.key), '[]')
      from major_incident_service ms join service s on s.id = ms.service_id where ms.major_incident_id = m.id) as services,
    (select count(*)::int from ticket_link l join ticket ct on ct.id = l.child_id
      where l.parent_id = t.id and l.kind = 'child' and ct.deleted_at is null) as children,
    (select count(*)::int from major_incident_update u where u.major_incident_id = m.id) as updates
  from major_incident m join ticket t on t.id = m.ticket_id join person c on c.id = m.commander_id left join person d on d.id = m.declared_by`;

/** Where a page of the list goes on: after this one. */
export type MajorPlace = readonly [isOver: boolean, severity: number, id: string];

export const placeOf = ({ state, severity, id }: MajorIncident): MajorPlace => [
  state !== 'open',
  severity,
  id,
];

/** Of those under way the open ones first, the worst of them before the others; of those that are over the latest first. */
export async function listMajor(
  work: Work,
  which: 'current' | 'past',
  { take, after }: { readonly take: number; readonly after: MajorPlace | null },
): Promise<MajorIncident[]> {
  if (which === 'past') {
    const further = after === null ? '' : 'and m.id < ?::uuid';
    const where = `where m.state in ('closed', 'withdrawn') ${further} order by m.id desc limit ?`;
    return read(work, where, [...(after === null ? [] : [after[2]]), take]);
  }
  const further =
    after === null
      ? ''
      : "and (m.state <> 'open', m.severity, m.id) > (?::boolean, ?::int, ?::uuid)";
  return read(
    work,
    `where m.state in ('open', 'resolved') ${further} order by m.state <> 'open', m.severity, m.id limit ?`,
    [...(after ?? []), take],
  );
}

/** By its id. @throws DomainError not_found */
export async function getMajor(work: Work, id: string): Promise<MajorIncident> {
  const [found] = isId(id) ? await read(work, 'where m.id = ?', [id]) : [];
  if (!found) throw new DomainError('not_found', 'There is no such major incident.');
  return found;
}

/** What a ticket is, or was until it was closed; one that was withdrawn is none. */
export async function majorOf(work: Work, ticketId: string): Promise<MajorIncident | null> {
  const [found] = await read(work, "where m.ticket_id = ? and m.state <> 'withdrawn'", [ticketId]);
  return found ?? null;
}

/** The caller holds the lock of its ticket. @throws DomainError not_found, stale_version */
export async function lockMajor(work: Work, id: string, expected?: number): Promise<MajorIncident> {
  await work.em.execute('select from major_incident where id = ? for update', [id]);
  const major = await getMajor(work, id);
  demandVersion(expected, major.version);
  return major;
}

/** Whether its review was written since it was resolved last. */
export const isReviewed = ({ review, resolvedAt }: MajorIncident): boolean =>
  review !== null && resolvedAt !== null && review.at >= resolvedAt;

/** Whoever may declare one leads any; its commander leads this one. */
export const leads = (principal: Principal, { commander }: MajorIncident): boolean =>
  may(principal, 'majorIncident.declare') ||
  (commander.id === principal.personId && may(principal, 'ticket.read'));

/** @throws DomainError not_permitted */
export function demandLead(principal: Principal, major: MajorIncident): void {
  if (leads(principal, major)) return;
  throw new DomainError(
    'not_permitted',
    'This is for the commander, and for those who may declare major incidents.',
    { values: { permission: 'majorIncident.declare' } },
  );
}

/** @throws DomainError transition_not_allowed */
export function demandState(major: MajorIncident, ...states: readonly MajorState[]): void {
  if (states.includes(major.state)) return;
  throw new DomainError(
    'transition_not_allowed',
    `The major incident ${major.ticket.number} is ${major.state}; this is for one that is ${states.join(' or ')}.`,
    { values: { state: major.state } },
  );
}

/** Every instant as ISO 8601, however the driver reads it. */
async function read(
  work: Work,
  where: string,
  params: readonly unknown[],
): Promise<MajorIncident[]> {
  await work.em.flush();
  const rows = await work.em.execute<MajorIncident[]>(`${SELECT} ${where}`, [...params]);
  return rows.map((row) => ({
    ...row,
    declaredAt: iso(row.declaredAt) ?? '',
    nextUpdateAt: iso(row.nextUpdateAt),
    resolvedAt: iso(row.resolvedAt),
    endedAt: iso(row.endedAt),
  }));
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
