/** Lets go of what was dragged. Where it is let go decides what it lies in, and an undo takes both back in one step. */
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { borderPlace, frameAt } from '#designer/ui/diagram/frames.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, centerOf, sizeOf } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Element } from '#engine/definition.ts';
import type { Edit } from '#engine/edits.ts';
import { applyEdit, withBelongings } from '#engine/edits.ts';
import type { Positions } from '../placement.ts';
import { ORIGIN, withRoom } from '../placement.ts';
import { batch } from './batch.ts';
import { hostAt, onBorders } from './borders.ts';

export type Dropped = {
  readonly edit: Edit;
  /** The sub-process they came to lie in; null for the process itself. Unsaid where they stayed. */
  readonly into?: string | null;
  /** Flows that would have crossed its border. */
  readonly cut: number;
};

/** Elements were dragged to these places: perhaps into or out of a sub-process, or onto another activity's border. */
export const drop = (definition: Definition, positions: Positions): Dropped => {
  const ids = Object.keys(positions);
  const own = new Set(withBelongings(definition, ids).map(({ id }) => id));
  const outer = definition.elements.filter(
    ({ id, parent, type }) => id in positions && type !== 'boundaryEvent' && !own.has(parent ?? ''),
  );
  const [first] = outer;
  const border = ids.length === 1 && definition.elements.find(({ id }) => id === ids[0]);
  if (border && border.type === 'boundaryEvent') {
    return dropOnBorder(definition, border, positions[border.id] as Point);
  }
  const move: Edit = { type: 'moveElements', positions: onBorders(definition, positions) };
  if (!first || outer.some(({ parent }) => parent !== first.parent)) return { edit: move, cut: 0 };
  const into = frameUnder(definition, positions);
  if (into === first.parent) return { edit: withRoom(definition, move, into, true), cut: 0 };
  const laid: Edit = {
    type: 'reparentElements',
    ids: outer.map(({ id }) => id),
    ...(into === undefined ? {} : { parent: into }),
  };
  const edit = withRoom(definition, batch([move, laid]), into, true);
  const cut = definition.flows.length - applyEdit(definition, edit).flows.length;
  return { edit, into: into ?? null, cut };
};

/** The sub-process that elements dragged to these places would come to lie in. */
export const frameUnder = (definition: Definition, positions: Positions): string | undefined => {
  const own = new Set(withBelongings(definition, Object.keys(positions)).map(({ id }) => id));
  const rects = rectsFor(definition);
  const dragged = definition.elements.flatMap((element) => {
    const at = positions[element.id];
    const from = definition.layout?.[element.id];
    const rect = rects.get(element.id);
    if (!at || !rect) return [];
    const by = from ? { x: at.x - from.x, y: at.y - from.y } : ORIGIN;
    return [{ ...rect, x: rect.x + by.x, y: rect.y + by.y }];
  });
  return frameAt(definition, rects, centerOf(boundsOf(dragged)), own);
};

const dropOnBorder = (definition: Definition, event: Element, at: Point): Dropped => {
  const size = sizeOf('boundaryEvent');
  const center = { x: at.x + size.width / 2, y: at.y + size.height / 2 };
  const host = hostAt(definition, center);
  const known = event.type === 'boundaryEvent' ? event.attachedTo : undefined;
  const rect = rectsFor(definition).get(host?.id ?? '');
  if (!host || !rect || host.id === known) {
    const positions = onBorders(definition, { [event.id]: at });
    return { edit: { type: 'moveElements', positions }, cut: 0 };
  }
  const edit: Edit = { type: 'attach', id: event.id, to: host.id, at: borderPlace(rect, at) };
  const cut = definition.flows.length - applyEdit(definition, edit).flows.length;
  return { edit, cut };
};
