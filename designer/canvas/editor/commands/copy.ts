/** Takes elements along, to be pasted here or in another process. */
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Definition, Element, Flow, Note } from '#engine/definition.ts';
import { withBelongings } from '#engine/edits.ts';

/** What is copied: elements, the flows among them, and where they stood. Plain JSON, so that it can travel by text. */
export type Clip = {
  readonly perdura: 'elements';
  readonly elements: readonly Element[];
  readonly flows: readonly Flow[];
  readonly layout: Readonly<Record<string, Point>>;
  readonly notes?: readonly Note[];
};

/** With what lies in them, on their borders, and what undoes them; and with the notes about them, beside those named. */
export const copy = (
  definition: Definition,
  ids: readonly string[],
  noteIds: readonly string[] = [],
): Clip => {
  const undoing = definition.elements.flatMap((element) =>
    ids.includes(element.id) && isActivity(element) ? (element.undo ?? []) : [],
  );
  const elements = withBelongings(definition, [...ids, ...undoing]);
  const chosen = new Set(elements.map(({ id }) => id));
  const notes = definition.notes?.filter(
    ({ id, about }) => noteIds.includes(id) || (about !== undefined && chosen.has(about)),
  );
  return {
    perdura: 'elements',
    elements,
    flows: definition.flows.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    layout: Object.fromEntries(
      Object.entries(definition.layout ?? {}).filter(([id]) => chosen.has(id)),
    ),
    ...(notes?.length ? { notes } : {}),
  };
};
