/** A node for each element that is drawn. */
import { countInside, isCollapsed, shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import { depthsOf, liesAbove } from '#designer/ui/diagram/frames.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import type { Element } from '#engine/definition.ts';
import type { ElementNode, Subject } from './drawn.ts';
import type { Levels } from './levels.ts';
import type { Said } from './said.ts';
import { ariaOfElement, UNSAID } from './said.ts';

type Known = { readonly said: Said; readonly levels: Levels; readonly alone: string | undefined };

export const elementNodes = (
  { say, definition, selection, moved, into, readOnly = false, layer }: Subject,
  { said, levels, alone }: Known,
): readonly ElementNode[] => {
  const chosen = new Set(selection?.elements);
  const lastChosen = selection?.elements.at(-1) ?? definition.elements[0]?.id ?? '';
  const tabStop = selection?.notes?.length ? '' : shownFor(definition, lastChosen);
  const rects = rectsFor(definition, moved);
  const depths = depthsOf(definition);
  return shownOf(definition).elements.map((element): ElementNode => {
    const { x, y, ...size } = rects.get(element.id) ?? NOWHERE;
    const own = levels.get(element.id);
    const words = said.elements.get(element.id) ?? UNSAID;
    const mark = layer?.elements.get(element.id) ?? null;
    const inside = isCollapsed(definition, element.id) ? countInside(definition, element.id) : null;
    return {
      id: element.id,
      type: 'element',
      position: { x, y },
      ...size,
      measured: size,
      zIndex: inside === null ? layerOf(element, depths.get(element.id) ?? 0) : 1,
      selected: chosen.has(element.id),
      dragging: moved?.has(element.id) ?? false,
      // One stop for Tab; arrow keys go on from there.
      focusable: element.id === tabStop,
      // React Flow says what it is only of what can have the focus.
      ariaRole: 'group',
      ariaLabel: ariaOfElement(say, words, own?.count ?? 0, mark, inside),
      data: {
        element,
        name: words.name,
        summary: words.summary,
        level: own?.level ?? null,
        findings: own?.count ?? 0,
        readOnly,
        receives: into === element.id && !moved?.has(element.id),
        alone: alone === element.id,
        mark,
        inside,
        above: liesAbove(element, rects),
      },
    };
  });
};

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Frames under their contents and under all lines, events on a border over what they lie on. */
const layerOf = ({ type }: Element, depth: number): number =>
  type === 'subProcess' ? depth - 100 : type === 'boundaryEvent' ? 2 : 1;
