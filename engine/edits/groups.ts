/** Groups: named rectangles behind elements, for the reader. A group is its members; it is gone with the last of them. */
import type { Definition, Group } from '../definition.ts';
import type { EditOf } from './edit.ts';

export function addGroup(definition: Definition, edit: EditOf<'addGroup'>): Definition {
  const groups = definition.groups ?? [];
  if (groups.some(({ id }) => id === edit.group.id)) return definition;
  const added = withKnown(definition, [...groups, edit.group]);
  return added.groups?.length === groups.length ? definition : added;
}

export function updateGroup(definition: Definition, edit: EditOf<'updateGroup'>): Definition {
  if (!definition.groups?.some(({ id }) => id === edit.id)) return definition;
  return withKnown(
    definition,
    definition.groups.map((group) => {
      if (group.id !== edit.id) return group;
      const { name, ...bare } = { ...group, ...edit.changes };
      return name ? { ...bare, name } : bare;
    }),
  );
}

export function removeGroup(definition: Definition, edit: EditOf<'removeGroup'>): Definition {
  const left = definition.groups?.filter(({ id }) => id !== edit.id) ?? [];
  return left.length === (definition.groups?.length ?? 0)
    ? definition
    : withKnown(definition, left);
}

/** The group with `others` where it held any of these: what was in it stays in it, in its new form. */
export function inPlaceOf(
  group: Group,
  gone: ReadonlySet<string>,
  others: readonly string[],
): Group {
  if (!group.elements.some((id) => gone.has(id))) return group;
  const left = group.elements.filter((id) => !gone.has(id));
  return { ...group, elements: [...left, ...others] };
}

/** Without members that are gone, and without groups that have none left. */
export function onlyGrouped(definition: Definition): Definition {
  return definition.groups ? withKnown(definition, definition.groups) : definition;
}

function withKnown(definition: Definition, groups: readonly Group[]): Definition {
  const ids = new Set(definition.elements.map(({ id }) => id));
  const known = groups.flatMap((group) => {
    const elements = [...new Set(group.elements)].filter((id) => ids.has(id));
    if (elements.length === 0) return [];
    return [elements.length === group.elements.length ? group : { ...group, elements }];
  });
  const isSame =
    known.length === definition.groups?.length &&
    known.every((group, index) => group === definition.groups?.[index]);
  if (isSame) return definition;
  const { groups: _, ...rest } = definition;
  return known.length > 0 ? { ...rest, groups: known } : rest;
}
