/**
 * Changes to the stages of an approval as its panel makes them. An approval without stages and one with a single stage of a
 * single group mean the same, and are turned into each other without loss. What is enough never names a group that there
 * is not. Pure.
 */
import { WEIGHING } from '#designer/ui/diagram/approval-words.ts';
import type { ApprovalMode } from '#engine/approval/tally.ts';
import type { ApprovalGroup, ApprovalRound, ApprovalStage, Approver } from '#engine/definition.ts';
import { compact } from '../../panel/update.ts';

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** How a group counts, and whom it asks. */
export type Rule = Pick<ApprovalGroup, 'mode' | 'needed' | 'percent' | 'approvers'>;

/** Whom a new group asks until its author says more: somebody must be asked. */
const SOMEBODY: readonly Approver[] = [{ relation: 'requesterManager' }];

export const ruleOf = ({ mode, needed, percent, approvers }: ApprovalRound): Rule => ({
  mode: mode ?? 'any',
  needed,
  percent,
  approvers: approvers ?? SOMEBODY,
});

/** The same with its approvers as the one group of a first stage. */
export function inStages(round: ApprovalRound): ApprovalRound {
  const { mode: _, needed: __, percent: ___, approvers: ____, ...rest } = round;
  return {
    ...rest,
    stages: [{ id: 'stage1', groups: [tidy({ id: 'group1', ...ruleOf(round) })] }],
  };
}

/** The same without stages; nothing where it would lose something. */
export function withoutStages({ stages, ...round }: ApprovalRound): ApprovalRound | undefined {
  const [stage] = stages ?? [];
  const [group] = stage?.groups ?? [];
  if (!stage || !group || stages?.length !== 1 || stage.groups.length !== 1) return undefined;
  if (stage.when || group.when) return undefined;
  return compact({ ...round, ...ruleOf(group) });
}

/** A share and a number are only kept where they are counted, and weights where they weigh. */
export function withMode({ approvers, needed, percent }: Rule, mode: ApprovalMode): Rule {
  const counts = mode === 'nOfM' || mode === 'weighted';
  return {
    mode,
    needed: counts ? (needed ?? 2) : undefined,
    percent: mode === 'percent' ? (percent ?? 50) : undefined,
    approvers: WEIGHING.has(mode)
      ? approvers
      : approvers.map((one) => compact({ ...one, weight: undefined })),
  };
}

export const addStage = (stages: readonly ApprovalStage[]): readonly ApprovalStage[] => [
  ...stages,
  { id: nextId('stage', stages), groups: [{ id: 'group1', mode: 'any', approvers: SOMEBODY }] },
];

export function addGroup(stage: ApprovalStage): ApprovalStage {
  const id = nextId('group', stage.groups);
  const groups = [...stage.groups, { id, mode: 'any' as const, approvers: SOMEBODY }];
  const isAny = stage.groups.length > 1 && enoughOf(stage) === 'any';
  return {
    ...stage,
    groups,
    ...(isAny && stage.enough ? { enough: [...stage.enough, [id]] } : {}),
  };
}

export function removeGroup(stage: ApprovalStage, id: string): ApprovalStage {
  const groups = stage.groups.filter((group) => group.id !== id);
  const ways = (stage.enough ?? [])
    .map((way) => way.filter((one) => one !== id))
    .filter((way) => way.length > 0);
  return withEnough({ ...stage, groups }, groups.length > 1 ? ways : []);
}

/** Nothing to choose from: all groups are. */
export function withEnough(
  stage: ApprovalStage,
  ways: readonly (readonly string[])[],
): ApprovalStage {
  const { enough: _, ...rest } = stage;
  return ways.length > 0 ? { ...rest, enough: ways } : rest;
}

export type Enough = 'all' | 'any' | 'chosen';

export function enoughOf({ groups, enough }: ApprovalStage): Enough {
  if (!enough) return 'all';
  const alone = new Set(enough.map((way) => (way.length === 1 ? way[0] : undefined)));
  const isAny = groups.length === alone.size && groups.every(({ id }) => alone.has(id));
  return isAny ? 'any' : 'chosen';
}

/** What is enough, as it begins where its author chooses another kind of it. */
export function enoughAs(stage: ApprovalStage, kind: Enough): ApprovalStage {
  const ids = stage.groups.map(({ id }) => id);
  if (kind === 'all') return withEnough(stage, []);
  return withEnough(stage, kind === 'any' ? ids.map((id) => [id]) : (stage.enough ?? [ids]));
}

export function moved<Item>(items: readonly Item[], from: number, by: number): readonly Item[] {
  const order = [...items];
  const [item] = order.splice(from, 1);
  if (item !== undefined) order.splice(from + by, 0, item);
  return order;
}

/** Without what is not said, which lists keep. */
export const tidy = <Part extends ApprovalStage | ApprovalGroup>(part: Part): Part =>
  compact<Mutable<Part>>(part);

function nextId(prefix: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}
