/**
 * A pane one can look around in: drag or arrow keys to move, buttons, plus and minus or the wheel with Ctrl to zoom, zero
 * for the whole picture, Home for the place that matters. The page goes on scrolling under a plain wheel and a finger.
 */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocus2, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import styles from './diagram.module.css';
import {
  centredOn,
  fitted,
  moved,
  opening,
  READABLE,
  type View,
  zoomed,
  zoomStep,
} from './pan-zoom.ts';
import { useSay } from './say.ts';
import type { Point, Size } from './shapes.ts';

type Props = {
  readonly label: string;
  readonly picture: Size;
  readonly focus: Point | undefined;
  /** Where it opens when nothing else matters and the whole cannot be read. */
  readonly begin?: Point | undefined;
  readonly maxHeight: number;
  /** Where the same is looked at in another pane of the same size and picture, so that both move together. */
  readonly shared?: SharedView;
  readonly children: ReactNode;
};

export type SharedView = {
  readonly view: View | null;
  readonly onView: (view: View) => void;
  /** Brought to the middle whenever it is another object than before. */
  readonly aim: Point | undefined;
};

const KEY_STEP = 60;
/** A press that moves less is a click on what lies there. */
const DRAG_FROM = 4;
const HEIGHT_MIN = 180;

export const PanZoom = ({ label, picture, focus, begin, maxHeight, shared, children }: Props) => {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const height = paneHeight(picture, width, maxHeight);
  const pane = { width, height };
  const [own, setOwn] = useState<View | null>(null);
  const [chosen, setChosen] = shared ? [shared.view, shared.onView] : [own, setOwn];
  const view = chosen ?? opening(picture, pane, focus ?? begin);
  const drag = useRef<{ from: Point; view: View; far: boolean } | null>(null);
  const middle = { x: pane.width / 2, y: pane.height / 2 };
  const zoom = (direction: 1 | -1, at: Point = middle) =>
    setChosen(zoomed(view, zoomStep(direction), at, picture, pane));
  const move = (x: number, y: number) => setChosen(moved(view, { x, y }, picture, pane));
  const showAll = () => setChosen(fitted(picture, pane));
  const showHere = () =>
    focus && setChosen(centredOn(focus, Math.max(view.scale, READABLE), picture, pane));

  const aim = shared?.aim;
  const goTo = useRef<(at: Point) => void>(() => {});
  goTo.current = (at) => setChosen(centredOn(at, Math.max(view.scale, READABLE), picture, pane));
  useEffect(() => {
    if (aim) goTo.current(aim);
  }, [aim]);

  // React listens to the wheel passively, which could not keep the page from zooming.
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const at = box.current?.getBoundingClientRect();
      const point = { x: event.clientX - (at?.left ?? 0), y: event.clientY - (at?.top ?? 0) };
      setChosen(zoomed(view, Math.exp(-event.deltaY / 300), point, picture, pane));
    } else if (event.deltaX !== 0 && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      move(-event.deltaX, 0);
    }
  };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const listen = (event: WheelEvent) => onWheel.current(event);
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, []);

  const actFor = (key: string): (() => void) | null => {
    if (key === 'ArrowLeft') return () => move(KEY_STEP, 0);
    if (key === 'ArrowRight') return () => move(-KEY_STEP, 0);
    if (key === 'ArrowUp') return () => move(0, KEY_STEP);
    if (key === 'ArrowDown') return () => move(0, -KEY_STEP);
    if (key === '+' || key === '=') return () => zoom(1);
    if (key === '-') return () => zoom(-1);
    if (key === '0') return showAll;
    return key === 'Home' ? showHere : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actFor(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  /** Whoever goes through what lies in the picture by keys sees where they are. */
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const { currentTarget, target } = event;
    if (target === currentTarget || !target.matches(':focus-visible')) return;
    const at = target.getBoundingClientRect();
    const around = currentTarget.getBoundingClientRect();
    const x = inward(at.left - around.left, at.right - around.left, pane.width);
    const y = inward(at.top - around.top, at.bottom - around.top, pane.height);
    if (x !== 0 || y !== 0) move(x, y);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0)
      drag.current = { from: { x: event.clientX, y: event.clientY }, view, far: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    // Let go where nobody told us of it: outside of the window, or over a menu.
    if (event.buttons === 0) drag.current = null;
    const began = drag.current;
    if (!began) return;
    const by = { x: event.clientX - began.from.x, y: event.clientY - began.from.y };
    if (!began.far && Math.hypot(by.x, by.y) < DRAG_FROM) return;
    if (!began.far) event.currentTarget.setPointerCapture(event.pointerId);
    began.far = true;
    setChosen(moved(began.view, by, picture, pane));
  };
  const onPointerEnd = () => {
    drag.current = null;
  };
  return (
    <div className={styles.pane}>
      <div
        ref={box}
        className={styles.viewport}
        style={{ height }}
        role="application"
        aria-label={label}
        aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown + - 0 Home"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what the pointer can move, keys must be able to move
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      >
        <div
          className={styles.drawing}
          style={{
            width: picture.width,
            height: picture.height,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          }}
        >
          {children}
        </div>
      </div>
      <div className={styles.tools}>
        <Tool label={say('canvas.zoomOut')} keys="−" icon={IconMinus} onClick={() => zoom(-1)} />
        <Tool label={say('canvas.zoomIn')} keys="+" icon={IconPlus} onClick={() => zoom(1)} />
        <Tool label={say('diagram.fit')} keys="0" icon={IconMaximize} onClick={showAll} />
        {focus && (
          <Tool label={say('diagram.here')} keys="Home" icon={IconFocus2} onClick={showHere} />
        )}
      </div>
    </div>
  );
};

const Tool = ({
  label,
  keys,
  icon: Icon,
  onClick,
}: {
  readonly label: string;
  readonly keys: string;
  readonly icon: typeof IconPlus;
  readonly onClick: () => void;
}) => (
  <Tooltip label={`${label} (${keys})`}>
    <ActionIcon variant="default" size="md" aria-label={label} onClick={onClick}>
      <Icon size={15} stroke={1.8} />
    </ActionIcon>
  </Tooltip>
);

const EDGE = 28;

/** How far something must move to lie within the pane, with a little room around it. */
const inward = (from: number, to: number, room: number): number =>
  from < EDGE ? EDGE - from : to > room - EDGE ? room - EDGE - to : 0;

/** As high as the picture needs at this width, within reason. */
const paneHeight = (picture: Size, width: number, maxHeight: number): number => {
  const { scale } = fitted(picture, { width, height: maxHeight });
  const shown = scale >= READABLE ? scale : 0.85;
  return Math.round(Math.min(maxHeight, Math.max(HEIGHT_MIN, picture.height * shown)));
};

const useWidth = (ref: React.RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width || 800));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
};
