/** Who must approve, in plain words: a group by its rule, what is enough in a stage, and a whole approval in a line. */
import { stagesOf } from '#engine/approval/stages.ts';
import type { ApprovalMode } from '#engine/approval/tally.ts';
import type { ApprovalGroup, ApprovalRound, ApprovalStage, Approver } from '#engine/definition.ts';
import type { Say } from './say.ts';

/** Says who is asked; it knows the names. */
export type Who = (parties: readonly Approver[]) => string;

/** What counts by weight. */
export const WEIGHING: ReadonlySet<ApprovalMode> = new Set(['majority', 'percent', 'weighted']);

/** The line on the box of an approval. */
export const approvalWords = (say: Say, round: ApprovalRound, who: Who): string => {
  const stages = stagesOf(round);
  const [stage] = stages;
  const [group] = stage?.groups ?? [];
  if (!stage || !group) return say('canvas.summary.noApprovers');
  if (stages.length > 1)
    return say('canvas.summary.stages', {
      count: stages.length,
      stages: stages
        .map((one) => one.name ?? enoughWords(say, one, who))
        .join(` ${say('canvas.summary.then')} `),
    });
  return stage.groups.length > 1 ? enoughWords(say, stage, who) : ruleWords(say, group, who);
};

/** “2 of CAB”, “More than half of CAB” */
export const ruleWords = (
  say: Say,
  { mode, needed, percent, approvers }: Omit<ApprovalGroup, 'id'>,
  who: Who,
): string => {
  const asked = who(approvers);
  switch (mode) {
    case 'any':
      return asked || say('canvas.summary.noApprovers');
    case 'all':
      return say('canvas.summary.allOf', { who: asked });
    case 'nOfM':
      return say('canvas.summary.nOf', { needed: needed ?? 1, who: asked });
    case 'majority':
      return say('canvas.summary.mostOf', { who: asked });
    case 'percent':
      return say('canvas.summary.percentOf', { percent: percent ?? 100, who: asked });
    case 'weighted':
      return say('canvas.summary.weightOf', { needed: needed ?? 1, who: asked });
  }
};

export const groupName = ({ name, approvers }: ApprovalGroup, who: Who): string =>
  name?.trim() || who(approvers);

/** “IT and Security, or CISO” */
export const enoughWords = (say: Say, { groups, enough }: ApprovalStage, who: Who): string => {
  const nameOf = (id: string) => {
    const group = groups.find((one) => one.id === id);
    return group ? groupName(group, who) : id;
  };
  const ways = enough ?? [groups.map(({ id }) => id)];
  return waysWords(
    say,
    ways.map((ids) => ids.map(nameOf)),
  );
};

export const waysWords = (say: Say, ways: readonly (readonly string[])[]): string =>
  ways
    .map((names) => say.list(names))
    .reduceRight((rest, first) => (rest ? say('canvas.summary.or', { first, rest }) : first), '');

export const stageName = (
  say: Say,
  { name }: Pick<ApprovalStage, 'name'>,
  number: number,
): string => name?.trim() || say('canvas.approval.stageNumber', { number });

/** A stage told whole: each of its groups with its rule. */
export const stageWords = (say: Say, stage: ApprovalStage, who: Who): string =>
  stage.groups.map((group) => groupWords(say, group, who)).join(' · ');

export const groupWords = (say: Say, group: ApprovalGroup, who: Who): string => {
  const rule = ruleWords(say, group, who);
  return group.name?.trim() ? say('canvas.summary.set', { field: group.name, value: rule }) : rule;
};
