/** An approval’s round in plain words: by what rule a group decides, what is enough, and what is still waited for. Pure. */
import type { Approval, ApprovalGroup, ApprovalStage } from '#designer/client/types/tasks.ts';
import { shortfall } from '#engine/approval/tally.ts';
import type { Say } from '../locale.ts';

/** What sentences are made of: the catalogue, and how the language lists things. */
export type Words = {
  readonly t: Say;
  readonly list: (parts: readonly string[]) => string;
};

/** “2 of 3 must approve” */
export const ruleWords = (
  { t }: Words,
  { mode, needed, percent, seats }: Pick<ApprovalGroup, 'mode' | 'needed' | 'percent' | 'seats'>,
): string => {
  const count = seats.length;
  const isByWeight = seats.some(({ weight }) => weight !== 1);
  switch (mode) {
    case 'any':
      return t('approvals.rule.any', { count });
    case 'all':
      return t('approvals.rule.all', { count });
    case 'nOfM':
      return t('approvals.rule.nOfM', { needed: neededOf(needed, count), count });
    case 'majority':
      return t(isByWeight ? 'approvals.rule.majorityWeight' : 'approvals.rule.majority', { count });
    case 'percent':
      return t(isByWeight ? 'approvals.rule.percentWeight' : 'approvals.rule.percent', {
        percent: percent ?? 100,
        count,
      });
    case 'weighted': {
      const total = seats.reduce((sum, { weight }) => sum + weight, 0);
      return t('approvals.rule.weighted', { needed: neededOf(needed, total), total });
    }
  }
};

/** “2 were to approve, and only 1 can be asked” – where the group is smaller than the process thinks. */
export const fewerWords = (
  { t }: Words,
  { mode, needed, seats }: Pick<ApprovalGroup, 'mode' | 'needed' | 'seats'>,
): string | null => {
  const short = shortfall({ mode, needed, seats });
  if (short === null) return null;
  return t(mode === 'weighted' ? 'approvals.fewer.weighted' : 'approvals.fewer', short);
};

const neededOf = (needed: number | null, most: number): number =>
  Math.min(Math.max(1, needed ?? 1), most);

export const stageName = ({ t }: Words, { name }: ApprovalStage, number: number): string =>
  name ?? t('approvals.stage', { number });

const groupName = ({ t }: Words, { groups }: ApprovalStage, id: string): string => {
  const at = groups.findIndex((group) => group.id === id);
  return groups[at]?.name ?? t('approvals.group', { number: at + 1 });
};

/** “IT and Security, or CISO” */
export const enoughWords = (words: Words, stage: ApprovalStage): string =>
  waysWords(words, stage, stage.enough);

const waysWords = (
  words: Words,
  stage: ApprovalStage,
  ways: readonly (readonly string[])[],
): string =>
  ways
    .map((ids) => words.list(ids.map((id) => groupName(words, stage, id))))
    .reduceRight((rest, first) => (rest ? words.t('approvals.or', { first, rest }) : first), '');

/** “Waiting for 2 of 3 approvals”; nothing where it is over. */
export const waitingWords = (words: Words, approval: Approval): string | null => {
  const stage = approval.stages[approval.stage];
  const [group] = stage?.groups ?? [];
  if (approval.state !== 'open' || !stage || !group) return null;
  const { t, list } = words;
  const inStage = approval.approvers.filter((one) => one.stage === approval.stage);
  const decided = new Map(
    inStage.flatMap(({ seat, decision }) => (decision ? [[seat, decision] as const] : [])),
  );
  const unheard = stage.groups
    .flatMap(({ seats }) => seats)
    .filter(({ seat, veto }) => veto && !decided.has(seat));
  const isVetoAll = unheard.length > 0 && isEnough(stage);
  if (isVetoAll) {
    const seats = new Set(unheard.map(({ seat }) => seat));
    const names = inStage.filter(({ seat }) => seats.has(seat)).map(({ name }) => name);
    return t('approvals.waits.veto', { names: list([...new Set(names)]) });
  }
  if (stage.groups.length > 1)
    return t('approvals.waits.groups', { groups: waysWords(words, stage, openWays(stage)) });
  const { mode, needed, seats } = group;
  const open = seats.filter(({ seat }) => !decided.has(seat));
  const [only] = inStage.filter(({ seat }) => open.some((one) => one.seat === seat));
  if (open.length === 1 && only && inStage.filter(({ seat }) => seat === only.seat).length === 1)
    return t('approvals.waits.one', { name: only.name });
  if (mode === 'any')
    return t('approvals.waits.any', { count: new Set(inStage.map(({ email }) => email)).size });
  if (mode !== 'all' && mode !== 'nOfM') return t('approvals.waits.open', { count: open.length });
  const approved = seats.filter(({ seat }) => decided.get(seat) === 'approve').length;
  const left = mode === 'all' ? open.length : neededOf(needed, seats.length) - approved;
  return approved === 0
    ? t('approvals.waits.of', { left, count: seats.length })
    : t('approvals.waits.more', { left });
};

/** Whether the groups have approved what is enough, so that only a veto is missing. */
const isEnough = ({ groups, enough }: ApprovalStage): boolean => {
  const approved = new Set(groups.flatMap(({ id, state }) => (state === 'approved' ? [id] : [])));
  return enough.some((ids) => ids.every((id) => approved.has(id)));
};

/** The ways that can still be gone, without what has approved already. */
const openWays = ({ groups, enough }: ApprovalStage): readonly (readonly string[])[] => {
  const states = new Map(groups.map(({ id, state }) => [id, state]));
  return enough
    .filter((ids) => ids.every((id) => states.get(id) !== 'rejected'))
    .map((ids) => ids.filter((id) => states.get(id) === 'open'));
};
