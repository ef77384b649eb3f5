/**
 * The stages of an approval as its element draws them: in order, each with groups that are asked at once. An approval that
 * names its approvers without stages is one stage of one group. What has a condition is asked only where it holds; all
 * conditions of an approval are decided when it opens, on what is then put before the approvers, so that everybody sees
 * the whole way.
 */
import type { Condition } from '../condition.ts';
import type { ApprovalGroup, ApprovalRound, ApprovalStage } from '../definition.ts';

/** Id of the only stage, and of its only group, where an element draws none. */
export const ONLY = 'all';

export function stagesOf({
  stages,
  mode,
  needed,
  percent,
  approvers,
}: ApprovalRound): readonly ApprovalStage[] {
  if (stages && stages.length > 0) return stages;
  const group: ApprovalGroup = {
    id: ONLY,
    mode: mode ?? 'any',
    ...(needed === undefined ? {} : { needed }),
    ...(percent === undefined ? {} : { percent }),
    approvers: approvers ?? [],
  };
  return [{ id: ONLY, groups: [group] }];
}

export const groupsOf = (round: ApprovalRound): readonly ApprovalGroup[] =>
  stagesOf(round).flatMap(({ groups }) => groups);

type Conditional = { readonly id: string; readonly conditions: Condition };

/** What has a condition, in the shape in which conditions are decided. */
export function conditionsIn(round: ApprovalRound): readonly Conditional[] {
  return stagesOf(round).flatMap((stage) => [
    ...conditional(stage.id, stage.when),
    ...stage.groups.flatMap((group) => conditional(`${stage.id}/${group.id}`, group.when)),
  ]);
}

const conditional = (id: string, conditions: Condition | undefined): readonly Conditional[] =>
  conditions === undefined ? [] : [{ id, conditions }];

/**
 * The stages there are, when these conditions hold. A group that is left out is not waited for; a way that only asks groups
 * that are left out is no way, and a stage without one is no stage.
 */
export function stagesWhere(
  round: ApprovalRound,
  holding: readonly string[],
): readonly ApprovalStage[] {
  const holds = (id: string, when: Condition | undefined) =>
    when === undefined || holding.includes(id);
  return stagesOf(round).flatMap((stage) => {
    if (!holds(stage.id, stage.when)) return [];
    const groups = stage.groups.filter((group) => holds(`${stage.id}/${group.id}`, group.when));
    const asked = new Set(groups.map(({ id }) => id));
    const enough = stage.enough
      ?.map((ids) => ids.filter((id) => asked.has(id)))
      .filter((ids) => ids.length > 0);
    if (groups.length === 0 || enough?.length === 0) return [];
    return [{ ...stage, groups, ...(enough ? { enough } : {}) }];
  });
}
