/**
 * May this change be carried out now? Everything that must be so, asked at once, so that whoever is refused learns all of it:
 * a pipeline that deploys asks before it does.
 */
import { conflictsOf } from '#engine/changes/conflicts.ts';
import { conditionsOf } from '../cab/conditions.ts';
import type { Work } from '../work.ts';
import { isBeingAsked } from './asked-back-out.ts';
import type { Change } from './change.ts';
import { isOver } from './follow.ts';
import { freezesHolding } from './hold.ts';
import { isBackedOut } from './steps.ts';
import { verdictsOf } from './verdicts.ts';
import { loadWorld, subjectOf } from './world.ts';

export type GateReason = {
  readonly code:
    | 'not_open'
    | 'on_hold'
    | 'backing_out'
    | 'not_approved'
    | 'condition_open'
    | 'not_planned'
    | 'too_early'
    | 'too_late'
    | 'frozen'
    | 'outside_window'
    | 'conflict';
  readonly detail: string;
  /** The freeze, or the other change. */
  readonly id?: string;
  /** From when to when it is so, where that is known. */
  readonly from?: string;
  readonly to?: string;
};

export type Gate = { readonly at: string; readonly reasons: readonly GateReason[] };

export async function gateOf(work: Work, change: Change): Promise<Gate> {
  const at = work.now.toISOString();
  // When it was to be matters no more once it is over.
  const inTime = isOver(change.status)
    ? []
    : [
        ...planned(change, at),
        ...(await frozen(work, change)),
        ...(await inTheWay(work, change, at)),
      ];
  return {
    at,
    reasons: [
      ...standing(change),
      ...(await backingOut(work, change)),
      ...(await approval(work, change)),
      ...(await conditions(work, change)),
      ...inTime,
    ],
  };
}

function standing({ number, status }: Change): readonly GateReason[] {
  if (isOver(status))
    return [
      { code: 'not_open', detail: `${number} is ${status === 'review' ? 'in review' : status}.` },
    ];
  return status === 'on_hold' ? [{ code: 'on_hold', detail: `${number} is on hold.` }] : [];
}

/** Whatever approved its beginning: what is to be taken back is not carried on by others meanwhile. */
async function backingOut(work: Work, change: Change): Promise<readonly GateReason[]> {
  const { number } = change;
  if (await isBackedOut(work, change))
    return [{ code: 'backing_out', detail: `What was done of ${number} is taken back.` }];
  return (await isBeingAsked(work, change))
    ? [{ code: 'backing_out', detail: `It is asked whether ${number} is to be backed out.` }]
    : [];
}

/** A standard change was approved once for all. Of the others the last word counts, and nobody may still be asked. */
async function approval(work: Work, change: Change): Promise<readonly GateReason[]> {
  if (change.kind === 'standard') return [];
  const verdicts = await verdictsOf(work, change);
  const open = verdicts.filter(({ state }) => state === 'open');
  if (open.length > 0)
    return open.map(({ name }) => ({
      code: 'not_approved',
      detail: `“${name}” is still to be decided.`,
    }));
  const [last] = verdicts;
  if (last?.state === 'approved' && !change.outdated.includes(last.id)) return [];
  if (!last) return [{ code: 'not_approved', detail: 'Nobody has approved it.' }];
  const said =
    last.state === 'approved'
      ? `The plan is another since “${last.name}” approved it.`
      : `“${last.name}” was not approved.`;
  return [{ code: 'not_approved', detail: said }];
}

/** What the board's approval was given on. */
async function conditions(work: Work, { ticketId }: Change): Promise<readonly GateReason[]> {
  const open = (await conditionsOf(work, ticketId)).filter(
    ({ met, before }) => met === null && before === 'implement',
  );
  return open.map(({ id, text }) => ({ code: 'condition_open', detail: text, id }));
}

function planned({ plannedFrom: from, plannedTo: to }: Change, at: string): readonly GateReason[] {
  if (from === null || to === null)
    return [{ code: 'not_planned', detail: 'It has no planned time.' }];
  if (at < from) return [{ code: 'too_early', detail: `It is planned from ${from} on.`, from, to }];
  return at < to ? [] : [{ code: 'too_late', detail: `It was planned until ${to}.`, from, to }];
}

async function frozen(work: Work, change: Change): Promise<readonly GateReason[]> {
  const holding = await freezesHolding(work, change);
  return holding.flatMap(({ id, name, reason, from, to, isOverridden }): GateReason[] =>
    isOverridden
      ? []
      : [
          {
            code: 'frozen',
            id,
            from,
            to,
            detail: `The freeze “${name}” ${from > work.now.toISOString() ? 'begins before it is over' : 'holds'}: ${reason}`,
          },
        ],
  );
}

/** Windows that are closed, and other changes that are being carried out this moment on what this one has to do with. */
async function inTheWay(work: Work, change: Change, at: string): Promise<readonly GateReason[]> {
  const subject = subjectOf(change);
  const moment = { from: at, to: new Date(work.now.getTime() + 1).toISOString() };
  const world = await loadWorld(work, subject, moment);
  const conflicts = conflictsOf({ ...subject, ...moment }, { ...world, freezes: [] });
  const ids = conflicts.flatMap((one) => ('change' in one ? [one.change] : []));
  const underWay = await work.em.execute<{ id: string; number: string }[]>(
    `select id, number from ticket where status = 'implement' and id in (select value::uuid from jsonb_array_elements_text(?))`,
    [JSON.stringify(ids)],
  );
  const numbers = new Map(underWay.map(({ id, number }) => [id, number]));
  return conflicts.flatMap((one): GateReason[] => {
    if (one.kind === 'outside_window')
      return [{ code: 'outside_window', detail: 'No maintenance window is open.' }];
    if (!('change' in one) || one.kind === 'same_person') return [];
    const number = numbers.get(one.change);
    if (number === undefined) return [];
    const how = {
      same_item: 'touches the same',
      depends_on: 'touches what it depends on',
      needed_by: 'touches what depends on it',
    }[one.kind];
    return [{ code: 'conflict', detail: `${number} is under way and ${how}.`, id: one.change }];
  });
}
