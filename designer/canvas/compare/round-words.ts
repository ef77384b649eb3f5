/** What was changed of an approval’s round, in words: its stages and groups by their names, and those who are asked. */
import {
  groupName,
  groupWords,
  stageName,
  stageWords,
  waysWords,
} from '#designer/ui/diagram/approval-words.ts';
import type { Say } from '#designer/ui/diagram/say.ts';
import { type Names, partiesWords, partyWords } from '#designer/ui/diagram/words.ts';
import type { ApprovalGroup, ApprovalStage, Approver, Definition } from '#engine/definition.ts';
import { patternOf } from './labels.ts';

type Side = { readonly definition: Definition; readonly names: Names };

/** What a stage, and a group of it, are called on this side; nothing where it has none. */
export const partsNamed = (
  say: Say,
  { definition, names }: Side,
  element: string | undefined,
  [stage, group]: readonly string[],
): readonly string[] | undefined => {
  if (stage === undefined) return [];
  const about = definition.elements.find(({ id }) => id === element);
  const stages = about?.type === 'approval' ? (about.approval.stages ?? []) : [];
  const at = stages.findIndex(({ id }) => id === stage);
  const found = stages[at];
  if (!found) return undefined;
  const called = stageName(say, found, at + 1);
  if (group === undefined) return [called];
  const inside = found.groups.find(({ id }) => id === group);
  return inside && [called, groupName(inside, whoOf(say, names))];
};

export const partNamed = (
  say: Say,
  side: Side,
  element: string | undefined,
  ids: readonly string[],
): string => partsNamed(say, side, element, ids)?.at(-1) ?? ids.at(-1) ?? '';

export const roundWords = (
  say: Say,
  side: Side,
  element: string | undefined,
  path: readonly string[],
  value: unknown,
): string | undefined => {
  const who = whoOf(say, side.names);
  switch (patternOf(path)) {
    case 'approval.mode':
    case 'approval.stages.*.groups.*.mode':
      return say(`canvas.approval.mode.${value}`);
    case 'approval.stages.*.when.combinator':
    case 'approval.stages.*.groups.*.when.combinator':
      return say(`canvas.condition.${value}`);
    case 'approval.late.outcome':
      return say(`canvas.port.${value}`);
    case 'approval.approvers.*':
    case 'approval.stages.*.groups.*.approvers.*':
      return approverWords(say, value as Approver, side.names);
    case 'approval.stages.*':
      return stageWords(say, value as ApprovalStage, who);
    case 'approval.stages.*.groups.*':
      return groupWords(say, value as ApprovalGroup, who);
    case 'approval.stages.*.enough':
      return waysWords(
        say,
        (value as readonly (readonly string[])[]).map((ids) =>
          ids.map((id) => partNamed(say, side, element, [path[2] ?? '', id])),
        ),
      );
    default:
      return undefined;
  }
};

/** “CAB (weight 2, veto)” */
const approverWords = (say: Say, approver: Approver, names: Names): string => {
  const who = partyWords(say, approver, names);
  const more = [
    ...(approver.weight === undefined
      ? []
      : [say('canvas.approval.weighs', { weight: approver.weight })]),
    ...(approver.veto ? [say('canvas.approval.veto')] : []),
  ];
  return more.length > 0 ? say('canvas.approval.whoWith', { who, more: say.list(more) }) : who;
};

const whoOf =
  (say: Say, names: Names) =>
  (parties: readonly Approver[]): string =>
    partiesWords(say, parties, names);
