/**
 * What a tenant has set up and every new ticket needs: triggers, service targets, calendars, organizations, queues. Read once per
 * `tenant.configuration_revision` and kept; whoever changes one of them moves the revision (`touchConfiguration`) in the same
 * transaction, and `open_ticket` refuses a copy that is out of date, so that a kept copy can be old but never used.
 */

import {
  type CalendarInForce,
  loadCalendars,
  loadOrganizations,
  loadPolicies,
  type OrganizationInForce,
  type PolicyInForce,
} from './clocks/in-force.ts';
import { remembered } from './memory.ts';
import { type ActiveTrigger, loadTriggers } from './processes/triggers.ts';
import { forkFor, type Store, type Work } from './work.ts';

/** What reading it needs; a `Work` is one. */
type Reader = Pick<Work, 'em' | 'tenantId'>;

export type QueueInForce = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly groupId: string | null;
};

export type Configuration = {
  readonly revision: string;
  readonly triggers: readonly ActiveTrigger[];
  /** In the order in which they are asked. */
  readonly policies: readonly PolicyInForce[];
  readonly calendars: ReadonlyMap<string, CalendarInForce>;
  /** By key and by id. */
  readonly organizations: ReadonlyMap<string, OrganizationInForce>;
  /** Where the service desk is, for what is valid until a day. */
  readonly zone: string;
  /** By key and by id. */
  readonly queues: ReadonlyMap<string, QueueInForce>;
};

const KEPT = Symbol('configuration');

/** The copy this process holds, or a fresh one. Inside a transaction it is checked against what that transaction sees. */
export async function configurationOf(work: Reader): Promise<Configuration> {
  const kept = remembered(work.em, KEPT, () => new Map<string, Promise<Configuration>>());
  if (work.em.isInTransaction()) {
    const known = await kept.get(work.tenantId)?.catch(() => undefined);
    const revision = await currentRevision(work);
    if (known?.revision === revision) return known;
    // A configuration that this transaction is still changing is its own affair and is not kept.
    kept.delete(work.tenantId);
    return load(work, revision);
  }
  const known = kept.get(work.tenantId);
  if (known) return known;
  const loading = currentRevision(work).then((revision) => load(work, revision));
  kept.set(work.tenantId, loading);
  loading.catch(() => kept.delete(work.tenantId));
  return loading;
}

/** Sees to it that there is a copy, for a transaction that is about to need it. */
export async function readyConfiguration(store: Store, tenantId: string): Promise<void> {
  await configurationOf({ em: forkFor(store.orm, tenantId), tenantId });
}

/** Drops the copy that turned out to be old. */
export function forgetConfiguration(work: Work): void {
  remembered(work.em, KEPT, () => new Map<string, Promise<Configuration>>()).delete(work.tenantId);
}

/** Says that what configurations are made of has changed. */
export async function touchConfiguration(work: Work): Promise<void> {
  await work.em.execute(
    'update tenant set configuration_revision = configuration_revision + 1 where id = ?',
    [work.tenantId],
  );
}

async function currentRevision(work: Reader): Promise<string> {
  const rows = await work.em.execute<{ revision: string }[]>(
    'select configuration_revision as revision from tenant where id = ?',
    [work.tenantId],
  );
  return String(rows[0]?.revision);
}

async function zoneOf(work: Reader): Promise<string> {
  const rows = await work.em.execute<{ zone: string | null }[]>(
    "select settings ->> 'timeZone' as zone from tenant where id = ?",
    [work.tenantId],
  );
  return rows[0]?.zone ?? 'UTC';
}

/** The revision was read first: what is loaded after it may be newer, never older, and is then refused and read again. */
async function load(work: Reader, revision: string): Promise<Configuration> {
  await work.em.flush();
  const triggers = await loadTriggers(work);
  const policies = await loadPolicies(work);
  const calendars = await loadCalendars(work);
  const organizations = await loadOrganizations(work);
  const queues = await work.em.execute<QueueInForce[]>(
    'select id, key, name, group_id as "groupId" from queue where tenant_id = ?',
    [work.tenantId],
  );
  return {
    revision,
    triggers,
    policies,
    calendars,
    organizations,
    zone: await zoneOf(work),
    queues: new Map(
      queues.flatMap(
        (queue) =>
          [
            [queue.key, queue],
            [queue.id, queue],
          ] as const,
      ),
    ),
  };
}
