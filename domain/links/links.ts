/**
 * One ticket under another: an incident that is part of a greater one, or an action that came of its review. A child has one
 * parent, and a parent is nobody's child, so that nothing goes round.
 */
import { DomainError, invalid } from '../errors.ts';
import { record } from '../events/record.ts';
import { marks, type Sql } from '../tickets/sql.ts';
import { LOCKED_IN_ORDER, lockTicket, lockTickets } from '../tickets/update.ts';
import type { Status, TicketType } from '../tickets/values.ts';
import type { Work } from '../work.ts';

export type LinkKind = 'child' | 'action';

export type LinkedTicket = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly type: TicketType;
  readonly status: Status;
  readonly assignee: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly dueAt: string | null;
  readonly kind: LinkKind;
  /** Whether it is resolved with its parent. */
  readonly follows: boolean;
  readonly linkedAt: string;
};

const SELECT = `select t.id, t.number, t.title, t.type, t.status, t.due_at as "dueAt", l.kind, l.follows, l.linked_at as "linkedAt",
    case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name, 'email', a.email) end as assignee
  from ticket_link l join ticket t on t.id = l.child_id left join person a on a.id = t.assignee_id`;

/** In the order of their ids; `seen` says which the caller may read, of the table `ticket t`. */
export async function linkedTo(
  work: Work,
  parentId: string,
  seen: Sql,
  page: { readonly take: number; readonly after: string | null },
): Promise<LinkedTicket[]> {
  const rows = await work.em.execute<LinkedTicket[]>(
    `${SELECT} where l.parent_id = ? and ${seen.text} and t.deleted_at is null ${page.after === null ? '' : 'and t.id > ?::uuid'}
     order by t.id limit ?`,
    [parentId, ...seen.params, ...(page.after === null ? [] : [page.after]), page.take],
  );
  return rows.map((row) => ({
    ...row,
    dueAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString(),
    linkedAt: new Date(row.linkedAt).toISOString(),
  }));
}

/** Children that are resolved with their parent, as SQL; `parent` is an expression. */
const followers = (parent: string): string =>
  `select c.id from ticket_link l join ticket c on c.id = l.child_id
     where l.parent_id ${parent} and l.kind = 'child' and l.follows and c.deleted_at is null
       and c.status not in ('resolved', 'closed', 'cancelled')`;

/** These and those that are resolved with them, in the one order: before the schedule, since whoever holds that locks no more tickets. */
export async function lockWithFollowers(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await work.em.execute(
    `with asked as (select value::uuid as id from jsonb_array_elements_text(?))
     select from ticket where id in (select id from asked union ${followers('in (select id from asked)')}) ${LOCKED_IN_ORDER}`,
    [JSON.stringify(ids)],
  );
}

/** The open children that are resolved with their parent. */
export async function followersOf(work: Work, parentId: string): Promise<readonly string[]> {
  const rows = await work.em.execute<{ id: string }[]>(`${followers('= ?')} order by c.id`, [
    parentId,
  ]);
  return rows.map(({ id }) => id);
}

export type Parent = { readonly id: string; readonly number: string; readonly title: string } & {
  readonly status: Status;
  readonly kind: LinkKind;
  readonly follows: boolean;
};

export async function parentOf(work: Work, childId: string): Promise<Parent | null> {
  const [found] = await work.em.execute<Parent[]>(
    `select p.id, p.number, p.title, p.status, l.kind, l.follows from ticket_link l join ticket p on p.id = l.parent_id
     where l.child_id = ? and p.deleted_at is null`,
    [childId],
  );
  return found ?? null;
}

/**
 * Puts an incident under another, or says anew whether it follows; one that is there already stays as it is.
 * @throws DomainError invalid_input, already_exists under another parent
 */
export async function linkChild(
  work: Work,
  parentId: string,
  childId: string,
  { kind = 'child', follows = true }: { readonly kind?: LinkKind; readonly follows?: boolean } = {},
): Promise<void> {
  if (parentId === childId) invalid('/ticket', 'A ticket cannot be under itself.');
  await lockTickets(work, [parentId, childId]);
  const parent = await lockTicket(work, parentId);
  const child = await lockTicket(work, childId);
  if (kind === 'child' && child.type !== 'incident')
    invalid('/ticket', `${child.number} is no incident, and only incidents are part of another.`);
  await demandFlat(work, parent, child);
  const [before] = await work.em.execute<{ parent_id: string; follows: boolean }[]>(
    'select parent_id, follows from ticket_link where child_id = ?',
    [child.id],
  );
  if (before && before.parent_id !== parent.id)
    throw new DomainError('already_exists', `${child.number} is part of another ticket already.`, {
      errors: [{ pointer: '/ticket', detail: 'Take it out of that one first.' }],
    });
  if (before?.follows === follows) return;
  await work.em.execute(
    `insert into ticket_link (child_id, parent_id, tenant_id, kind, follows, linked_by, linked_at) values (?, ?, current_tenant(), ?, ?, ?, ?)
     on conflict (child_id) do update set follows = excluded.follows`,
    [
      child.id,
      parent.id,
      kind,
      follows,
      work.actor.kind === 'person' ? work.actor.id : null,
      work.now,
    ],
  );
  if (before) return;
  const told = { name: parent.number, child: child.number, parent: parent.number, kind };
  await record(work, { type: 'ticket.linked', subject: subjectOf(child), data: told });
  await record(work, {
    type: 'ticket.childAdded',
    subject: subjectOf(parent),
    data: { ...told, name: child.number, internal: true },
  });
}

/** @throws DomainError not_found */
export async function unlinkChild(work: Work, parentId: string, childId: string): Promise<void> {
  const [gone] = await work.em.execute<{ kind: LinkKind }[]>(
    'delete from ticket_link where parent_id = ? and child_id = ? returning kind',
    [parentId, childId],
  );
  if (!gone) throw new DomainError('not_found', 'This ticket is not part of that one.');
  const rows = await work.em.execute<{ id: string; number: string }[]>(
    `select id, number from ticket where id in (${marks([parentId, childId])})`,
    [parentId, childId],
  );
  const numberOf = (id: string) => rows.find((row) => row.id === id)?.number ?? '';
  await record(work, {
    type: 'ticket.unlinked',
    subject: { kind: 'ticket', id: childId },
    data: { name: numberOf(parentId), parent: numberOf(parentId) },
  });
  await record(work, {
    type: 'ticket.childRemoved',
    subject: { kind: 'ticket', id: parentId },
    data: { name: numberOf(childId), child: numberOf(childId), internal: true },
  });
}

async function demandFlat(
  work: Work,
  parent: { readonly id: string; readonly number: string },
  child: { readonly id: string; readonly number: string },
): Promise<void> {
  const [found] = await work.em.execute<{ above: boolean; below: boolean; major: boolean }[]>(
    `select exists (select from ticket_link where child_id = ?) as above, exists (select from ticket_link where parent_id = ?) as below,
       exists (select from major_incident where ticket_id = ? and state in ('open', 'resolved')) as major`,
    [parent.id, child.id, child.id],
  );
  if (found?.above) invalid('/ticket', `${parent.number} is itself part of another ticket.`);
  if (found?.below) invalid('/ticket', `${child.number} has tickets of its own under it.`);
  if (found?.major) invalid('/ticket', `${child.number} is a major incident itself.`);
}

const subjectOf = ({ id }: { readonly id: string }) => ({ kind: 'ticket', id }) as const;
