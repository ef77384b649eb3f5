/** A drawing without gaps: whatever a process says nothing about gets a place. */
import type { Definition, Element } from '#engine/definition.ts';
import { arrange, MARGIN } from './arrange.ts';
import type { Layout } from './arrange-scope.ts';
import { borderPlace, rectsFor } from './frames.ts';
import type { LabelOf } from './labels.ts';
import type { Point } from './shapes.ts';
import { boundsOf, FRAME_PADDING, GRID, snap } from './shapes.ts';

/** The definition with a place for each element: its own where it has one, else as arranged. */
export const withLayout = (definition: Definition, labelOf?: LabelOf): Definition => {
  const missing = definition.elements.filter((element) => !definition.layout?.[element.id]);
  if (missing.length === 0) return definition;
  if (missing.length === definition.elements.length) {
    return { ...definition, layout: arrange(definition, { labelOf }) };
  }
  // A few strangers in a drawn process: in a row below it, where they are seen and disturb nothing.
  const layout: Layout = { ...definition.layout };
  const counts = new Map<string | undefined, number>();
  const placeOfNext = (element: Element): Point => {
    const rects = rectsFor({ ...definition, elements: [...definition.elements], layout });
    if (element.type === 'boundaryEvent') {
      const host = rects.get(element.attachedTo);
      return host ? borderPlace(host, undefined) : { x: MARGIN, y: MARGIN };
    }
    const around = element.parent === undefined ? undefined : layout[element.parent];
    const inside = definition.elements.filter(
      ({ id, parent }) => layout[id] && (around ? parent === element.parent : true),
    );
    const beside = inside.flatMap(({ id }) => rects.get(id) ?? []);
    const count = counts.get(around && element.parent) ?? 0;
    counts.set(around && element.parent, count + 1);
    const bounds = boundsOf(beside);
    const corner = around && { x: around.x + FRAME_PADDING.left, y: around.y + FRAME_PADDING.top };
    if (count > 0 && beside.length > 0) {
      const last = beside.reduce((a, b) => (b.y > a.y || (b.y === a.y && b.x > a.x) ? b : a));
      return { x: snap(last.x + last.width + GRID * 4), y: last.y };
    }
    if (beside.length === 0) return corner ?? { x: MARGIN, y: MARGIN };
    return { x: bounds.x, y: snap(bounds.y + bounds.height + GRID * 6) };
  };
  const outerFirst = [...missing].sort((a, b) => Number(isLater(a)) - Number(isLater(b)));
  for (const element of outerFirst) layout[element.id] = placeOfNext(element);
  return { ...definition, layout };
};

const isLater = ({ type, parent }: Element): boolean =>
  type === 'boundaryEvent' || parent !== undefined;
