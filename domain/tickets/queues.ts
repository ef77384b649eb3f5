/** Makes and changes queues. Whoever opens a ticket holds a copy of them, so each change moves the configuration on. */
import { touchConfiguration } from '../configuration.ts';
import { DomainError, refuseTaken } from '../errors.ts';
import { record } from '../events/record.ts';
import { isId, newId } from '../ids.ts';
import { groupMeant } from '../people/find.ts';
import type { Work } from '../work.ts';
import { Queue } from './queue.ts';

export type QueueRecord = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  /** The key of the group that works on it. */
  readonly group: string | null;
  readonly version: number;
};

const SELECT =
  'select q.id, q.key, q.name, q.version, g.key as "group" from queue q left join people_group g on g.id = q.group_id where q.tenant_id = ?';

export function listQueues(
  work: Work,
  page: { readonly after: string | null; readonly take: number },
): Promise<QueueRecord[]> {
  return work.em.execute(
    `${SELECT} ${page.after === null ? '' : 'and q.key > ?'} order by q.key limit ?`,
    [work.tenantId, ...(page.after === null ? [] : [page.after]), page.take],
  );
}

/** By id or key. @throws DomainError not_found */
export async function getQueue(work: Work, ref: string): Promise<QueueRecord> {
  await work.em.flush();
  const rows = await work.em.execute<QueueRecord[]>(
    `${SELECT} and ${isId(ref) ? 'q.id' : 'q.key'} = ?`,
    [work.tenantId, ref.toLowerCase()],
  );
  if (!rows[0]) throw new DomainError('not_found', 'There is no such queue.');
  return rows[0];
}

export async function createQueue(
  work: Work,
  input: { readonly key: string; readonly name: string; readonly group?: string | null },
): Promise<string> {
  if (await work.em.findOne(Queue, { tenantId: work.tenantId, key: input.key }))
    refuseTaken('/key', `There is a queue "${input.key}" already.`);
  const group = input.group ? await groupMeant(work, input.group, '/group') : null;
  const queue = work.em.create(
    Queue,
    {
      id: newId(),
      tenantId: work.tenantId,
      key: input.key,
      name: input.name,
      groupId: group?.id ?? null,
      version: 1,
    },
    { persist: true },
  );
  await record(work, {
    type: 'queue.created',
    subject: { kind: 'queue', id: queue.id },
    changes: {
      key: { before: null, after: queue.key },
      name: { before: null, after: queue.name },
      group: { before: null, after: group?.key ?? null },
    },
  });
  await touchConfiguration(work);
  return queue.id;
}

export async function changeQueue(
  work: Work,
  ref: string,
  change: { readonly name?: string; readonly group?: string | null },
  expected?: number,
): Promise<string> {
  const queue = await editable(work, ref, expected);
  const before = { name: queue.name, groupId: queue.groupId ?? null };
  queue.name = change.name ?? queue.name;
  if (change.group !== undefined)
    queue.groupId =
      change.group === null ? null : (await groupMeant(work, change.group, '/group')).id;
  await record(work, {
    type: 'queue.changed',
    subject: { kind: 'queue', id: queue.id },
    changes: {
      name: { before: before.name, after: queue.name },
      group: { before: before.groupId, after: queue.groupId ?? null },
    },
  });
  await touchConfiguration(work);
  return queue.id;
}

/** @throws DomainError in_use while tickets or tasks are in it */
export async function removeQueue(work: Work, ref: string, expected?: number): Promise<void> {
  const queue = await editable(work, ref, expected);
  const used = await work.em.execute<unknown[]>(
    'select 1 from ticket where queue_id = ? union all select 1 from task where queue_id = ? limit 1',
    [queue.id, queue.id],
  );
  if (used.length > 0)
    throw new DomainError(
      'in_use',
      `Queue "${queue.key}" has tickets or tasks in it. Move them first.`,
    );
  work.em.remove(queue);
  await record(work, {
    type: 'queue.removed',
    subject: { kind: 'queue', id: queue.id },
    changes: { key: { before: queue.key, after: null } },
  });
  await touchConfiguration(work);
}

async function editable(work: Work, ref: string, expected: number | undefined): Promise<Queue> {
  const queue = await work.em.findOne(
    Queue,
    isId(ref) ? { id: ref } : { tenantId: work.tenantId, key: ref },
  );
  if (!queue) throw new DomainError('not_found', 'There is no such queue.');
  if (expected !== undefined && expected !== queue.version)
    throw new DomainError(
      'stale_version',
      `Queue "${queue.key}" has been changed since you read it.`,
      { values: { currentVersion: queue.version } },
    );
  return queue;
}
