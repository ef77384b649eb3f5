/** Puts a named rectangle behind elements, and keeps to it who is dragged into it or out of it. */
import { holds } from '#designer/ui/diagram/frames.ts';
import { groupsOf } from '#designer/ui/diagram/groups.ts';
import { centerOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Group } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, freeId } from '#engine/edits.ts';
import { batch } from './batch.ts';
import { blockOf } from './standing.ts';

export type Grouped = { readonly edit: Edit; readonly group: Group };

/** A group around them; nothing where they lie in different parts, or are one already. */
export const groupAround = (
  definition: Definition,
  ids: readonly string[],
  name: string,
): Grouped | 'none' | 'scopes' | 'already' => {
  const block = blockOf(definition, ids);
  if (!block) return 'scopes';
  const elements = block.members.map(({ id }) => id);
  if (elements.length === 0) return 'none';
  if (groupOfAll(definition, elements)) return 'already';
  const group: Group = { id: freeId(definition, 'group'), name, elements };
  return { edit: { type: 'addGroup', group }, group };
};

/** The group that has just these members. */
export const groupOfAll = (definition: Definition, ids: readonly string[]): Group | undefined =>
  definition.groups?.find(
    ({ elements }) =>
      elements.length === ids.length && elements.every((member) => ids.includes(member)),
  );

/** The groups that these are in. */
export const groupsWith = (definition: Definition, ids: readonly string[]): readonly Group[] =>
  definition.groups?.filter(({ elements }) => elements.some((id) => ids.includes(id))) ?? [];

/**
 * The edit that moves these, and with it who joins a group by coming to lie in it, and who leaves one by coming to lie outside.
 * It counts where the group was drawn before, because that is what one sees while dragging.
 */
export const regrouped = (before: Definition, ids: readonly string[], edit: Edit): Edit => {
  if (!before.groups) return edit;
  const moved = applyEdit(before, edit);
  const block = blockOf(moved, ids);
  const edits: Edit[] = [];
  for (const { group, rect } of groupsOf(before)) {
    const staying = group.elements.filter((id) => !ids.includes(id));
    const scope = moved.elements.find(({ id }) => id === staying[0])?.parent;
    if (staying.length === 0) continue;
    const inside = (block?.members ?? []).filter(
      (one) => block?.scope === scope && holds(rect, centerOf(one.rect)),
    );
    const elements = [...staying, ...inside.map(({ id }) => id)];
    const isSame =
      elements.length === group.elements.length &&
      elements.every((id) => group.elements.includes(id));
    if (!isSame) edits.push({ type: 'updateGroup', id: group.id, changes: { elements } });
  }
  return edits.length > 0 ? batch([edit, ...edits]) : edit;
};
