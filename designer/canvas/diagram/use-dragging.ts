/**
 * A drag in progress: where everything stands that moves along, what it would come to lie in, and what it lines up with.
 * The definition changes only when it is let go.
 */
import type { NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Moved } from '#designer/ui/diagram/drawing.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit, withBelongings } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import { frameUnder } from '../editor/commands/drop.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Guide } from './guides.ts';
import { guidesFor } from './guides.ts';
import type { ElementNode } from './to-flow.ts';

type Dragging = {
  readonly moved: Moved | undefined;
  /** The sub-process that what is dragged would come to lie in. */
  readonly into: string | undefined;
  readonly guides: readonly Guide[];
  readonly drag: (changes: readonly NodeChange<ElementNode>[]) => void;
  readonly letGo: (nodes: readonly ElementNode[]) => void;
};

export const useDragging = (): Dragging => {
  const { definition } = useEditor();
  const acts = useActs();
  const [moved, setMoved] = useState<Moved | undefined>();
  /** What is dragged itself; what belongs to it moves along and is not named. */
  const dragged = useRef(new Map<string, Point>());
  const into = useMemo(
    () => (moved ? frameUnder(definition, Object.fromEntries(moved)) : undefined),
    [definition, moved],
  );
  const drag = useCallback(
    (changes: readonly NodeChange<ElementNode>[]) => {
      const positions = new Map<string, Point>();
      for (const change of changes) {
        if (change.type === 'position' && change.position && change.dragging) {
          positions.set(change.id, placeFor(definition, change.id, change.position));
        }
      }
      if (positions.size === 0) return;
      for (const [id, at] of positions) dragged.current.set(id, at);
      setMoved(withAll(definition, dragged.current));
    },
    [definition],
  );
  const letGo = useCallback(
    (nodes: readonly ElementNode[]) => {
      setMoved(undefined);
      dragged.current = new Map();
      const positions = Object.fromEntries(
        nodes.map(({ id, position }) => [id, placeFor(definition, id, position)]),
      );
      const changed = nodes.some(({ id }) => {
        const at = definition.layout?.[id];
        return at?.x !== positions[id]?.x || at?.y !== positions[id]?.y;
      });
      if (changed) acts.drop(positions);
    },
    [acts, definition],
  );
  const guides = moved
    ? guidesFor(rectsFor(definition, moved), new Set(dragged.current.keys()))
    : [];
  return { moved, into, guides, drag, letGo };
};

/** A frame may reach further than its own place; it moves by as much as it is dragged. */
const placeFor = (definition: Definition, id: string, position: Point): Point => {
  const rect = rectsFor(definition).get(id);
  const at = definition.layout?.[id];
  if (!rect || !at) return position;
  const by = { x: position.x - rect.x, y: position.y - rect.y };
  const isBorder = definition.elements.some(
    (element) => element.id === id && element.type === 'boundaryEvent',
  );
  return isBorder ? position : { x: at.x + by.x, y: at.y + by.y };
};

/** With what belongs to what is dragged, by as much. */
const withAll = (definition: Definition, dragged: Moved): Moved => {
  const all = applyEdit(definition, {
    type: 'moveElements',
    positions: Object.fromEntries(dragged),
  });
  const own = withBelongings(definition, dragged.keys());
  return new Map(own.map(({ id }) => [id, all.layout?.[id] ?? { x: 0, y: 0 }]));
};
