/**
 * What conditions, rulesets and templates may know of a ticket and who asked for it. The snapshot is JSON and names people
 * by address and queues by key, so that a condition written today means the same on a restored or imported tenant.
 */
import type { PlanFacts } from '#engine/changes/plan.ts';
import type { JsonObject } from '#engine/json.ts';
import { DomainError } from '../errors.ts';
import type { Work } from '../work.ts';
import { marks } from './sql.ts';
import type { Ticket } from './ticket.ts';

export type TicketFacts = { readonly ticket: JsonObject; readonly requester: JsonObject };

/** A ticket's fields with its references by name. */
export type FactFields = {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly holdReason: string | null;
  readonly priority: number;
  readonly impact: number;
  readonly urgency: number;
  readonly category: string | null;
  readonly queue: string | null;
  readonly assignee: string | null;
  readonly organization: string | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly catalogItem: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  /** Keys of what it is about. */
  readonly configItems: readonly string[];
  /** The most critical of those in use among them, and of what depends on these. */
  readonly criticality: number | null;
  /** The plan of a change; null of every other ticket. */
  readonly change: PlanFacts | null;
  readonly requester: RequesterFields;
};

export type RequesterFields = {
  readonly email: string;
  readonly name: string;
  readonly organization: string | null;
  readonly manager: string | null;
};

export function toFacts(fields: FactFields): TicketFacts {
  const { requester, createdAt, dueAt, tags, custom, configItems, ...plain } = fields;
  return {
    ticket: {
      ...plain,
      requester: requester.email,
      tags: [...tags],
      configItems: [...configItems],
      custom: custom as JsonObject,
      createdAt: createdAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
    },
    requester: {
      email: requester.email,
      name: requester.name,
      organization: requester.organization,
      manager: requester.manager,
    },
  };
}

type Row = Omit<FactFields, 'requester' | 'createdAt' | 'dueAt'> & {
  createdAt: string | Date;
  dueAt: string | Date | null;
  requesterEmail: string;
  requesterName: string;
  requesterOrganization: string | null;
  requesterManager: string | null;
};

/** @throws DomainError not_found */
export async function ticketFacts(work: Work, ticketId: string): Promise<TicketFacts> {
  const facts = (await ticketFactsById(work, [ticketId])).get(ticketId);
  if (!facts) throw new DomainError('not_found', 'There is no such ticket.');
  return facts;
}

/** What it is about, as facts name it; `id` is an expression. */
export const affectedFacts = (id: string): string =>
  `(select coalesce(jsonb_agg(i.key order by i.key), '[]') from ticket_item x join config_item i on i.id = x.item_id where x.ticket_id = ${id}) as "configItems",
   ticket_criticality(${id}) as criticality`;

const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What of a change is told by looking at many others: how similar ones went, and what depends on what it touches. */
export type CountedFacts = Pick<PlanFacts, 'similar' | 'similarFailed' | 'dependants' | 'services'>;

const counts = (id: string): string =>
  `(select jsonb_build_object('similar', h.similar_changes, 'similarFailed', h.similar_failed) from change_history(${id}) h)
       || (select jsonb_build_object('dependants', r.dependants, 'services', r.services) from change_reach(${id}) r)`;

export async function countedFacts(work: Work, changeId: string): Promise<CountedFacts> {
  const [row] = await work.em.execute<{ counted: CountedFacts }[]>(
    `select ${counts('of.id')} as counted from (select ?::uuid as id) of`,
    [changeId],
  );
  if (!row) throw new Error('invariant: one row is asked for');
  return row.counted;
}

/** The plan of a change and what came of it, also of one that was never planned; `id`, `type` and `counted` are expressions. */
const planFacts = (id: string, type: string, counted = counts(id)): string =>
  `(select jsonb_build_object('kind', coalesce(max(cp.kind), 'normal'), 'risk', max(cp.risk), 'riskBy', max(cp.risk_by), 'plannedFrom', ${utc('max(cp.planned_from)')}, 'plannedTo', ${utc('max(cp.planned_to)')}, 'result', max(cp.result),
       'incidents', (select count(*) from ticket_cause tc join ticket ct on ct.id = tc.ticket_id and ct.deleted_at is null where tc.change_id = ${id}),
       'steps', change_steps(${id}), 'begun', change_begun(${id}), 'texts', change_texts(${id}), 'points', coalesce(max(cp.points), 0), 'unanswered', coalesce(max(cp.unanswered), questions_asked(coalesce(max(cp.kind), 'normal'))))
       || ${counted}
     from change_plan cp where cp.ticket_id = ${id} having ${type} = 'change') as change`;

/** The facts of several tickets in one query, by id; who is not there has none. */
export async function ticketFactsById(
  work: Work,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, TicketFacts>> {
  // What the unit of work has changed but not yet written belongs to the facts.
  await work.em.flush();
  const rows = await work.em.execute<Row[]>(
    `select t.id, t.number, t.type, t.title, t.description, t.status, t.hold_reason as "holdReason", t.priority, t.impact, t.urgency,
       t.category, q.key as queue, a.email as assignee, o.key as organization, t.tags, t.custom, t.source, t.catalog_item as "catalogItem",
       t.created_at as "createdAt", t.due_at as "dueAt", r.email as "requesterEmail", r.name as "requesterName",
       ro.key as "requesterOrganization", m.email as "requesterManager", ${affectedFacts('t.id')}, ${planFacts('t.id', 't.type')}
     from ticket t
     join person r on r.id = t.requester_id
     left join queue q on q.id = t.queue_id
     left join person a on a.id = t.assignee_id
     left join organization o on o.id = t.organization_id
     left join organization ro on ro.id = r.organization_id
     left join person m on m.id = r.manager_id
     where t.id in (${marks(ticketIds)})`,
    [...ticketIds],
  );
  return new Map(rows.map((row) => [row.id, rowFacts(row)]));
}

/** Of who asks for something without a ticket. @throws DomainError not_found */
export async function askerFacts(work: Work, personId: string): Promise<JsonObject> {
  const [row] = await work.em.execute<RequesterFields[]>(
    `select r.email, r.name, o.key as organization, m.email as manager
     from person r left join organization o on o.id = r.organization_id left join person m on m.id = r.manager_id where r.id = ?`,
    [personId],
  );
  if (!row) throw new DomainError('not_found', 'There is no such person.');
  return { ...row };
}

type Names = Pick<
  Row,
  | 'configItems'
  | 'criticality'
  | 'change'
  | 'queue'
  | 'assignee'
  | 'organization'
  | 'requesterEmail'
  | 'requesterName'
  | 'requesterOrganization'
  | 'requesterManager'
>;

/** The facts of a ticket as it stands in this unit of work, written or not; `counted` where it was read already. @throws DomainError not_found */
export async function factsAtHand(
  work: Work,
  ticket: Ticket,
  counted?: CountedFacts,
): Promise<TicketFacts> {
  const { queueId, assigneeId, organizationId, requesterId, ...fields } = ticket;
  const [names] = await work.em.execute<Names[]>(
    `select r.email as "requesterEmail", r.name as "requesterName", ro.key as "requesterOrganization", m.email as "requesterManager",
       (select key from queue where id = ?) as queue, (select email from person where id = ?) as assignee,
       (select key from organization where id = ?) as organization, ${affectedFacts('of.id')},
       ${planFacts('of.id', 'of.type', counted && '?::jsonb')}
     from (select ?::uuid as id, ?::text as type) of, person r left join organization ro on ro.id = r.organization_id left join person m on m.id = r.manager_id where r.id = ?`,
    [
      queueId ?? null,
      assigneeId ?? null,
      organizationId ?? null,
      ...(counted ? [JSON.stringify(counted)] : []),
      ticket.id,
      ticket.type,
      requesterId,
    ],
  );
  if (!names) throw new DomainError('not_found', 'There is no such person.');
  const { id, number, type, title, description, status, priority, impact, urgency } = fields;
  const { holdReason, category, tags, custom, source, catalogItem, createdAt, dueAt } = fields;
  return rowFacts({
    id,
    number,
    type,
    title,
    description,
    status,
    priority,
    impact,
    urgency,
    tags,
    custom,
    source,
    createdAt,
    holdReason: holdReason ?? null,
    category: category ?? null,
    catalogItem: catalogItem ?? null,
    dueAt: dueAt ?? null,
    ...names,
  });
}

function rowFacts(row: Row): TicketFacts {
  const {
    requesterEmail,
    requesterName,
    requesterOrganization,
    requesterManager,
    createdAt,
    dueAt,
    ...plain
  } = row;
  return toFacts({
    ...plain,
    createdAt: new Date(createdAt),
    dueAt: dueAt === null ? null : new Date(dueAt),
    requester: {
      email: requesterEmail,
      name: requesterName,
      organization: requesterOrganization,
      manager: requesterManager,
    },
  });
}
