/**
 * A freeze holds: no change whose time lies in it is begun, whoever begins it, unless somebody who may has let this change
 * through this freeze. Asked behind the ticket's lock, with the schedule held, so that a freeze which is being saved meanwhile
 * either is seen here or sees the change under way.
 */
import { obstaclesTo } from '#engine/changes/conflicts.ts';
import { common, toStretch } from '#engine/changes/stretches.ts';
import { DomainError } from '../errors.ts';
import { toIso } from '../instants.ts';
import { marks } from '../tickets/sql.ts';
import type { Status } from '../tickets/values.ts';
import type { Work } from '../work.ts';
import { type Change, findChange } from './change.ts';
import { lockSchedule } from './lock.ts';
import { loadFreezeWorld, subjectOf } from './world.ts';

export type Holding = {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly from: string;
  readonly to: string;
  /** From an item of the change to the one that is frozen; empty where the freeze is for no items. */
  readonly path: readonly string[];
  /** Somebody has let this change through. */
  readonly isOverridden: boolean;
};

/** @throws DomainError frozen */
export async function demandUnfrozen(work: Work, ticketId: string, to: Status): Promise<void> {
  const change = await findChange(work, ticketId);
  if (!change || !begins(change, to)) return;
  await lockSchedule(work);
  const holding = (await freezesHolding(work, change)).filter((one) => !one.isOverridden);
  if (holding.length === 0) return;
  const detail = holding
    .map(({ name, reason, to: until }) => `The freeze “${name}” holds until ${until}: ${reason}`)
    .join(' ');
  throw new DomainError('frozen', `${change.number} may not be begun. ${detail}`, {
    errors: [{ pointer: '/status', detail }],
    values: {
      freezes: holding.map(({ id, name, reason, from, to: until }) => ({
        id,
        name,
        reason,
        from,
        to: until,
      })),
    },
  });
}

/** What says of a change that was never begun that its work is done, begins it too. */
const begins = ({ actualFrom }: Change, to: Status): boolean =>
  to === 'implement' || (actualFrom === null && (to === 'review' || to === 'resolved'));

/** The freezes that hold it now or in what is left of its planned time, in order. */
export async function freezesHolding(work: Work, change: Change): Promise<Holding[]> {
  const now = work.now.getTime();
  const moment = { from: now, to: now + 1 };
  const planned =
    change.plannedFrom === null || change.plannedTo === null
      ? moment
      : {
          from: Math.max(now, Date.parse(change.plannedFrom)),
          to: Math.max(moment.to, Date.parse(change.plannedTo)),
        };
  const asked = { from: new Date(now).toISOString(), to: new Date(planned.to).toISOString() };
  const subject = subjectOf(change);
  const world = await loadFreezeWorld(work, subject, asked);
  const holding = obstaclesTo(subject, world, moment).flatMap((one) => {
    if (one.kind !== 'freeze') return [];
    const stretch = toStretch(one);
    const holds = common(stretch, moment) ?? common(stretch, planned);
    return holds ? [{ id: one.freeze, path: one.path }] : [];
  });
  if (holding.length === 0) return [];
  const rows = await work.em.execute<Omit<Holding, 'path' | 'isOverridden'>[]>(
    `select id, name, reason, from_at as "from", to_at as "to" from change_freeze where id in (${marks(holding)})
     order by from_at, id`,
    holding.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    from: toIso(row.from),
    to: toIso(row.to),
    path: holding.find(({ id }) => id === row.id)?.path ?? [],
    isOverridden: change.overrides.some(({ freeze }) => freeze.id === row.id),
  }));
}
