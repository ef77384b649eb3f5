/** Under which heading of the panel a change belongs, by the beginning of its path. */

export const GROUPS = [
  'general',
  'place',
  'start',
  'who',
  'what',
  'when',
  'form',
  'outcomes',
  'ways',
  'event',
  'repetition',
  'values',
  'undoing',
] as const;

export type Group = (typeof GROUPS)[number];

/** Longer beginnings first, where one lies in another. */
const BEGINNINGS: readonly (readonly [string, Group])[] = [
  ['parent', 'place'],
  ['attachedTo', 'place'],
  ['trigger', 'start'],
  ['variables', 'start'],
  ['task.assignment', 'who'],
  ['task.due', 'when'],
  ['task.form', 'form'],
  ['task.uiSchema', 'form'],
  ['task.outcomes', 'outcomes'],
  ['task.completesOnStatus', 'outcomes'],
  ['task', 'what'],
  ['approval.due', 'when'],
  ['approval.remindAfter', 'when'],
  ['approval.late', 'when'],
  ['approval.message', 'what'],
  ['approval', 'who'],
  ['cab.message', 'what'],
  ['cab', 'who'],
  ['action', 'what'],
  ['retry', 'what'],
  ['ruleset', 'what'],
  ['process', 'what'],
  ['version', 'what'],
  ['bound', 'what'],
  ['triggeredByEvent', 'start'],
  ['default', 'ways'],
  ['ways', 'ways'],
  ['join', 'ways'],
  ['ends', 'ways'],
  ['port', 'ways'],
  ['conditions', 'ways'],
  ['timer', 'event'],
  ['message', 'event'],
  ['signal', 'event'],
  ['error', 'event'],
  ['escalation', 'event'],
  ['interrupting', 'event'],
  ['repeat', 'event'],
  ['outcome', 'event'],
  ['terminate', 'event'],
  ['loop', 'repetition'],
  ['inputs', 'values'],
  ['outputs', 'values'],
  ['compensation', 'undoing'],
  ['undo', 'undoing'],
  ['forCompensation', 'undoing'],
];

export function groupOf(path: readonly string[]): Group {
  const place = path.join('.');
  const known = BEGINNINGS.find(([start]) => place === start || place.startsWith(`${start}.`));
  return known?.[1] ?? 'general';
}
