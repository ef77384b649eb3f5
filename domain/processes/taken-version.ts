/**
 * Which version a new run takes: the one place that says so, whatever starts it. A version on its way is taken from its
 * instant on, by all new runs or by a share of them; until then, and by the rest, the active one is. Nothing has to happen at
 * that instant for it to be so. Of a share the choice hangs on the ticket (or on the run, where there is none), so that
 * asking twice gives the same version, and whoever is in a share stays in a larger one.
 */
import { createHash } from 'node:crypto';
import type { Work } from '../work.ts';

export type Rollout = {
  readonly processId: string;
  readonly active: number | null;
  /** The version on its way. */
  readonly next: number | null;
  /** When it begins (ISO 8601). */
  readonly from: string | null;
  /** Of a hundred new runs so many take it; null: all. */
  readonly share: number | null;
};

/** A process's rollout, in SQL. */
export const ROLLOUT_OF = (alias: string): string =>
  `jsonb_build_object('processId', ${alias}.id, 'active', ${alias}.active_version, 'next', ${alias}.next_version, 'from', ${alias}.next_from, 'share', ${alias}.next_share)`;

/**
 * `subject` is what begins: a ticket's id, else a run's. Null: nothing is published yet. The part of it that needs no subject
 * stands in the database as `present_version`, for lists.
 */
export function takenVersion(
  tenantId: string,
  { processId, active, next, from, share }: Rollout,
  subject: string,
  at: Date,
): number | null {
  if (next === null || from === null || at < new Date(from)) return active;
  if (share === null) return next;
  return placeOf(tenantId, processId, subject) < share ? next : active;
}

/** Whether any new run takes it then; while a share takes another, two versions are. */
export const isTaken = (rollout: Rollout, version: number, at: Date): boolean => {
  const { active, next, from, share } = rollout;
  const isBegun = next !== null && from !== null && at >= new Date(from);
  return (version === active && (!isBegun || share !== null)) || (version === next && isBegun);
};

/** A number from 0 to 99 that is always the same for the same three, and evenly spread over others. */
export function placeOf(tenantId: string, processId: string, subject: string): number {
  const digest = createHash('sha256').update(`${tenantId}/${processId}/${subject}`).digest();
  return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * 100);
}

export type Startable = {
  readonly processId: string;
  readonly processKey: string;
  /** Null: nothing is published yet. */
  readonly version: { readonly number: number; readonly sha256: string } | null;
};

/**
 * The process with the version that this run takes; null where there is no such process. `wish` is for what hangs on no ticket, and
 * counts where any new run takes that version.
 */
export async function findStartable(
  work: Work,
  key: string,
  subject: string,
  wish?: number,
): Promise<Startable | null> {
  const rows = await work.em.execute<
    { key: string; rollout: Rollout; hashes: { readonly [number: string]: string } }[]
  >(
    `select p.key, ${ROLLOUT_OF('p')} as rollout,
       (select coalesce(jsonb_object_agg(v.number, v.sha256), '{}') from definition_version v
        where v.process_id = p.id and v.number in (p.active_version, p.next_version)) as hashes
     from process p where p.tenant_id = ? and p.key = ?`,
    [work.tenantId, key],
  );
  const found = rows[0];
  if (!found) return null;
  const number =
    wish !== undefined && isTaken(found.rollout, wish, work.now)
      ? wish
      : takenVersion(work.tenantId, found.rollout, subject, work.now);
  const sha256 = number === null ? undefined : found.hashes[number];
  return {
    processId: found.rollout.processId,
    processKey: found.key,
    version: number === null || sha256 === undefined ? null : { number, sha256 },
  };
}
