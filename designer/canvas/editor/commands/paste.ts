/** Puts copied elements in, as new ones. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { noteRect } from '#designer/ui/diagram/notes.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, centerOf, GRID, snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { freeId, referringTo } from '#engine/edits.ts';
import { withRoom } from '../placement.ts';
import { batch } from './batch.ts';
import { canHaveBorder } from './borders.ts';
import type { Clip } from './copy.ts';

export type Pasted = {
  readonly edit: Edit;
  readonly ids: readonly string[];
  readonly notes: readonly string[];
};

/**
 * With new ids, beside what is there, into a sub-process where one is given; the middle of the pasted elements comes to
 * `center`. An event for a border whose activity was not copied goes onto the same one, if that is still there.
 */
export const paste = (
  definition: Definition,
  clip: Clip,
  { center, scope }: { readonly center?: Point; readonly scope?: string } = {},
): Pasted => {
  const clipped = new Set(clip.elements.map(({ id }) => id));
  const standing = clip.elements.filter(
    (element) =>
      element.type !== 'boundaryEvent' ||
      clipped.has(element.attachedTo) ||
      definition.elements.some((one) => one.id === element.attachedTo && canHaveBorder(one)),
  );
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const { notes = [] } = clip;
  for (const { id } of [...standing, ...clip.flows, ...notes]) {
    const next = freeId(definition, id, taken);
    ids.set(id, next);
    taken.add(next);
  }
  const idFor = (id: string) => ids.get(id) ?? id;
  const offset = offsetFor(clip, center);
  const outer: string[] = [];
  const edits: Edit[] = standing.map((element) => {
    const at = clip.layout[element.id] ?? { x: 0, y: 0 };
    const copied = referringTo(element, ids);
    const isInner = element.parent !== undefined && clipped.has(element.parent);
    const hostScope =
      copied.type === 'boundaryEvent' && !clipped.has((element as typeof copied).attachedTo)
        ? definition.elements.find(({ id }) => id === copied.attachedTo)?.parent
        : undefined;
    const { parent: _, ...free } = copied;
    if (!isInner) outer.push(copied.id);
    return {
      type: 'addElement',
      element: (isInner
        ? copied
        : hostScope === undefined
          ? free
          : { ...free, parent: hostScope }) as Element,
      at: { x: at.x + offset.x, y: at.y + offset.y },
    };
  });
  for (const { id, ...flow } of clip.flows) {
    edits.push({
      type: 'connect',
      ...flow,
      id: idFor(id),
      from: idFor(flow.from),
      to: idFor(flow.to),
    });
  }
  if (scope !== undefined && outer.length > 0)
    edits.push({ type: 'reparentElements', ids: outer, parent: scope });
  for (const note of notes) {
    const at = { x: note.x + offset.x, y: note.y + offset.y };
    // About the copy of what it was about, else still about that, where that is here.
    const about = note.about === undefined ? {} : { about: idFor(note.about) };
    edits.push({ type: 'addNote', note: { ...note, ...at, ...about, id: idFor(note.id) } });
  }
  return {
    edit: withRoom(definition, batch(edits), scope),
    ids: outer,
    notes: notes.map(({ id }) => idFor(id)),
  };
};

const offsetFor = (clip: Clip, center?: Point): Point => {
  const step = GRID * 6;
  if (!center) return { x: step, y: step };
  const rects = rectsFor({
    key: 'clip',
    name: '',
    elements: clip.elements,
    flows: [],
    layout: clip.layout,
  });
  const notes = clip.notes?.map((note) => noteRect(note)) ?? [];
  const middle = centerOf(boundsOf([...rects.values(), ...notes]));
  return { x: snap(center.x - middle.x), y: snap(center.y - middle.y) };
};
