/**
 * The tool that makes room: a drag anywhere in the drawing pushes everything behind where it began, along the way it goes
 * first. What it would come to is shown while dragging; the definition changes only when it is let go. Wheel and keys still
 * move the view. Escape first lets the drag be, then the tool.
 */
import { useReactFlow } from '@xyflow/react';
import type { PointerEvent, PointerEventHandler } from 'react';
import { useEffect, useMemo, useState } from 'react';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { snap } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import type { Line } from '../editor/commands/make-room.ts';
import { lineAt, makeRoom } from '../editor/commands/make-room.ts';
import { useEditor } from '../editor/editor.tsx';

/** The line where the drag began, and how far it has been pushed. */
export type RoomLineShown = Line & { readonly by: number };

type Room = {
  readonly isOn: boolean;
  readonly preview: Definition | undefined;
  readonly line: RoomLineShown | undefined;
  readonly handlers: {
    readonly onPointerDownCapture?: PointerEventHandler<HTMLElement>;
    readonly onPointerMove?: PointerEventHandler<HTMLElement>;
    readonly onPointerUp?: PointerEventHandler<HTMLElement>;
    readonly onPointerCancel?: PointerEventHandler<HTMLElement>;
  };
};

type Drag = { readonly from: Point; readonly line?: Line; readonly by: number };

/** Shorter than this on the screen, and it is not yet said which way it goes. */
const DECIDED = 6;

export const useRoom = (): Room => {
  const { definition, readOnly } = useEditor();
  const { tool, makeRoom: act } = useActs();
  const { screenToFlowPosition, getZoom } = useReactFlow();
  const [drag, setDrag] = useState<Drag | null>(null);
  const isOn = tool === 'room' && !readOnly;
  useLetBe(drag !== null, () => setDrag(null));
  useEffect(() => {
    if (!isOn) setDrag(null);
  }, [isOn]);
  const made = useMemo(
    () => (drag?.line ? makeRoom(definition, drag.line, drag.by) : undefined),
    [definition, drag],
  );
  const preview = useMemo(
    () => (made?.edit ? applyEdit(definition, made.edit) : undefined),
    [definition, made],
  );
  const pointOf = ({ clientX, clientY }: PointerEvent): Point =>
    screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });

  const onPointerDownCapture = (event: PointerEvent<HTMLElement>) => {
    const isDrawing =
      event.target instanceof Element && !event.target.closest('.react-flow__panel');
    if (!isDrawing || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: pointOf(event), by: 0 });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drag) return;
    const at = pointOf(event);
    const away = { x: at.x - drag.from.x, y: at.y - drag.from.y };
    const axis = drag.line?.axis ?? (Math.abs(away.x) >= Math.abs(away.y) ? 'x' : 'y');
    if (!drag.line && Math.abs(away[axis]) * getZoom() < DECIDED) return;
    const by = snap(away[axis]);
    if (drag.line && by === drag.by) return;
    setDrag({ ...drag, line: drag.line ?? lineAt(definition, drag.from, axis), by });
  };
  const onPointerUp = () => {
    if (drag?.line && drag.by !== 0) act(drag.line, drag.by);
    setDrag(null);
  };
  return {
    isOn,
    preview,
    line: drag?.line && { ...drag.line, by: made?.by ?? 0 },
    handlers: isOn
      ? { onPointerDownCapture, onPointerMove, onPointerUp, onPointerCancel: () => setDrag(null) }
      : {},
  };
};

/** Escape in mid-drag takes back only the drag. */
const useLetBe = (isDragging: boolean, letBe: () => void): void => {
  useEffect(() => {
    if (!isDragging) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      letBe();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [isDragging, letBe]);
};
