/** Which sub-processes are drawn as one box. What lies in them stays where it was, and comes back with them. */
import type { Definition } from '../definition.ts';
import type { EditOf } from './edit.ts';
import { subProcess } from './lying.ts';

export function setCollapsed(definition: Definition, edit: EditOf<'setCollapsed'>): Definition {
  const known = definition.collapsed ?? [];
  const named = edit.ids.filter((id) => subProcess(definition, id));
  const next = edit.collapsed
    ? [...new Set([...known, ...named])]
    : known.filter((id) => !edit.ids.includes(id));
  return next.length === known.length ? definition : withCollapsed(definition, next);
}

/** Without those that are no sub-process any more. */
export function onlyCollapsible(definition: Definition): Definition {
  const known = definition.collapsed;
  if (!known) return definition;
  const left = known.filter((id) => subProcess(definition, id));
  return left.length === known.length ? definition : withCollapsed(definition, left);
}

function withCollapsed(definition: Definition, ids: readonly string[]): Definition {
  const { collapsed: _, ...rest } = definition;
  return ids.length > 0 ? { ...rest, collapsed: ids } : rest;
}
