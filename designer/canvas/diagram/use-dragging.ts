/**
 * A drag in progress: where everything stands that moves along, what it would come to lie in, and what it lines up with.
 * While Alt is held only the grid draws it. The definition changes only when it is let go.
 */
import type { NodeChange } from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Moved } from '#designer/ui/diagram/drawing.ts';
import { groupsOf } from '#designer/ui/diagram/groups.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Definition, Group } from '#engine/definition.ts';
import { applyEdit, withBelongings } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import { frameUnder } from '../editor/commands/drop.ts';
import { blockOf } from '../editor/commands/standing.ts';
import { useEditor } from '../editor/editor.tsx';
import { isNoteNode, noteIdOf } from '../editor/note-id.ts';
import { draggedTo } from './dragged-to.ts';
import type { AnyNode } from './drawn.ts';
import { groupIn } from './group-nodes.ts';
import type { Guide } from './guides.ts';

type Dragging = {
  readonly moved: Moved | undefined;
  /** The sub-process that what is dragged would come to lie in. */
  readonly into: string | undefined;
  readonly guides: readonly Guide[];
  readonly drag: (changes: readonly NodeChange<AnyNode>[]) => void;
  readonly letGo: () => void;
};

const NO_GUIDES: readonly Guide[] = [];

export const useDragging = (): Dragging => {
  const { definition } = useEditor();
  const acts = useActs();
  const { getZoom } = useReactFlow();
  const isFree = useAltKey();
  const [moved, setMoved] = useState<Moved | undefined>();
  const [guides, setGuides] = useState(NO_GUIDES);
  /** Where the pointer has what is dragged itself; what belongs to it moves along and is not named. */
  const pulled = useRef(new Map<string, Point>());
  /** Where those are drawn to. */
  const placed = useRef<Moved>(new Map());
  const into = useMemo(
    () => (moved ? frameUnder(definition, Object.fromEntries(moved)) : undefined),
    [definition, moved],
  );
  const drag = useCallback(
    (changes: readonly NodeChange<AnyNode>[]) => {
      let isPulled = false;
      for (const change of changes) {
        if (change.type !== 'position' || !change.position || !change.dragging) continue;
        const group = groupIn(definition, change.id);
        for (const [id, at] of group
          ? membersAt(definition, group, change.position)
          : [[ownIdOf(change.id), change.position] as const])
          pulled.current.set(id, at);
        isPulled = true;
      }
      if (!isPulled) return;
      const to = draggedTo(definition, pulled.current, {
        zoom: getZoom(),
        gridOnly: isFree.current,
      });
      placed.current = to.positions;
      setMoved(withAll(definition, to.positions));
      setGuides(to.guides);
    },
    [definition, getZoom, isFree],
  );
  const letGo = useCallback(() => {
    const positions = Object.fromEntries(placed.current);
    setMoved(undefined);
    setGuides(NO_GUIDES);
    pulled.current = new Map();
    placed.current = new Map();
    const changed = Object.entries(positions).some(([id, to]) => {
      const at = definition.layout?.[id] ?? definition.notes?.find((note) => note.id === id);
      return at?.x !== to.x || at?.y !== to.y;
    });
    if (changed) acts.drop(positions);
  }, [acts, definition]);
  return { moved, into, guides, drag, letGo };
};

/** A group has no place of its own: its members are pulled by as much as its corner. */
const membersAt = (definition: Definition, group: Group, corner: Point): readonly Pulled[] => {
  const drawn = groupsOf(definition).find((one) => one.group === group);
  const members = blockOf(definition, group.elements)?.members ?? [];
  if (!drawn) return [];
  const by = { x: corner.x - drawn.rect.x, y: corner.y - drawn.rect.y };
  return members.map(({ id, rect }): Pulled => [id, { x: rect.x + by.x, y: rect.y + by.y }]);
};

type Pulled = readonly [id: string, at: Point];

/** Asked at each move of the pointer, before the drawing hears of it. */
const useAltKey = (): { readonly current: boolean } => {
  const held = useRef(false);
  useEffect(() => {
    const look = (event: PointerEvent | KeyboardEvent) => {
      held.current = event.altKey;
    };
    const events = ['pointermove', 'keydown', 'keyup'] as const;
    for (const name of events) addEventListener(name, look, true);
    return () => {
      for (const name of events) removeEventListener(name, look, true);
    };
  }, []);
  return held;
};

/** With what belongs to what is dragged, by as much. */
const withAll = (definition: Definition, dragged: Moved): Moved => {
  const all = applyEdit(definition, {
    type: 'moveElements',
    positions: Object.fromEntries(dragged),
  });
  const own = withBelongings(definition, dragged.keys());
  const before = new Map(definition.notes?.map((note) => [note.id, note]));
  const notes = all.notes?.filter((note) => note !== before.get(note.id)) ?? [];
  return new Map([
    ...own.map(({ id }) => [id, all.layout?.[id] ?? { x: 0, y: 0 }] as const),
    ...notes.map(({ id, x, y }) => [id, { x, y }] as const),
  ]);
};

/** Of the element or note that a node draws. */
const ownIdOf = (node: string): string => (isNoteNode(node) ? noteIdOf(node) : node);
