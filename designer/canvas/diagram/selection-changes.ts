/** The selection after React Flow's changes to it. */

type SelectChange = { readonly type: string; readonly id?: string; readonly selected?: boolean };

/** `undefined` when they change nothing in it. */
export const applySelection = (
  selected: readonly string[],
  changes: readonly SelectChange[],
): readonly string[] | undefined => {
  const next = new Set(selected);
  let touched = false;
  for (const { type, id, selected: on } of changes) {
    if (type !== 'select' || id === undefined || next.has(id) === on) continue;
    touched = true;
    if (on) next.add(id);
    else next.delete(id);
  }
  return touched ? [...next] : undefined;
};
