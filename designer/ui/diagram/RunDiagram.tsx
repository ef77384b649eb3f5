/**
 * The picture of one run on its process: what is done, where it stands, which way it came. Desk, portal, approvals and
 * operators show this same picture; it draws with plain HTML and SVG, so that none of them downloads the editor. It fits
 * its container down to a readable size, then scrolls to where the run stands, and says the same as an ordered list.
 */
import { IconAlertTriangleFilled, IconMapPinFilled } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Definition, Element } from '#engine/definition.ts';
import { withLayout } from './arrange.ts';
import styles from './diagram.module.css';
import { rectsFor, routesFor } from './drawing.ts';
import type { ElementState } from './ElementBox.tsx';
import { ElementBox } from './ElementBox.tsx';
import { FlowArrow, FlowLine } from './FlowLine.tsx';
import type { RunLayer } from './run-layer.ts';
import { stateIn, stepsOf } from './run-layer.ts';
import type { Say } from './say.ts';
import { useSay } from './say.ts';
import type { Rect } from './shapes.ts';
import { boundsOf, centerOf } from './shapes.ts';
import { flowWords, kindOf, nameOf, summaryOf } from './words.ts';

type Props = RunLayer & {
  readonly definition: Definition;
  readonly onSelect?: (element: string) => void;
  /** The drawing is never taller than this; it scrolls instead. */
  readonly maxHeight?: number;
};

/** Names beside circles and above diamonds reach this far out of their elements. */
const MARGIN = { x: 56, top: 44, bottom: 44 };
/** Below this, names can no longer be read: scroll instead. */
const SCALE_MIN = 0.8;

export const RunDiagram = ({ definition: given, onSelect, maxHeight = 420, ...layer }: Props) => {
  const say = useSay();
  const definition = useMemo(
    () => withLayout(given, (flow) => flowWords(say, given, flow)),
    [given, say],
  );
  const viewport = useRef<HTMLDivElement>(null);
  const width = useWidth(viewport);
  const rects = useMemo(() => rectsFor(definition), [definition]);
  const routes = useMemo(() => routesFor(definition), [definition]);
  const bounds = useMemo(
    () =>
      frameOf(
        rects,
        [...routes.values()].flatMap((r) => r.points),
      ),
    [rects, routes],
  );
  const scale = Math.max(SCALE_MIN, Math.min(1, width / bounds.width, maxHeight / bounds.height));
  const here = definition.elements.find(
    ({ id }) => stateIn(layer, id) === 'failed' || stateIn(layer, id) === 'here',
  );
  const focus = here && rects.get(here.id);

  useEffect(() => {
    const box = viewport.current;
    if (!box || !focus) return;
    const center = centerOf(focus);
    box.scrollLeft = (center.x - bounds.x) * scale - box.clientWidth / 2;
    box.scrollTop = (center.y - bounds.y) * scale - box.clientHeight / 2;
  }, [focus, bounds, scale]);

  const place = (rect: Rect): CSSProperties => ({
    left: rect.x - bounds.x,
    top: rect.y - bounds.y,
  });
  return (
    <figure aria-label={say('canvas.run.label', { name: definition.name })}>
      <div
        ref={viewport}
        className={styles.viewport}
        style={{ maxHeight }}
        tabIndex={onSelect ? undefined : 0}
      >
        <div
          className={styles.stage}
          style={{ width: bounds.width * scale, height: bounds.height * scale }}
        >
          <div
            className={styles.drawing}
            aria-hidden={onSelect ? undefined : true}
            style={{ width: bounds.width, height: bounds.height, transform: `scale(${scale})` }}
          >
            <svg className={styles.lines} width={bounds.width} height={bounds.height} aria-hidden>
              <g transform={`translate(${-bounds.x} ${-bounds.y})`}>
                {inDrawingOrder(definition, layer).map((flow) => {
                  const route = routes.get(flow.id);
                  const state = layer.flowsTaken.includes(flow.id) ? 'taken' : 'ahead';
                  return route ? (
                    <g key={flow.id}>
                      <FlowLine points={route.points} state={state} />
                      <FlowArrow points={route.points} state={state} />
                    </g>
                  ) : null;
                })}
              </g>
            </svg>
            {definition.flows.map((flow) => {
              const text = flowWords(say, definition, flow);
              const at = routes.get(flow.id)?.label;
              return text && at ? (
                <span
                  key={flow.id}
                  className={styles.flowLabel}
                  data-state={layer.flowsTaken.includes(flow.id) ? 'taken' : 'ahead'}
                  title={text}
                  style={{ left: at.x - bounds.x, top: at.y - bounds.y }}
                  dir="auto"
                >
                  {text}
                </span>
              ) : null;
            })}
            {definition.elements.map((element) => {
              const rect = rects.get(element.id);
              if (!rect) return null;
              const state = stateIn(layer, element.id);
              const box = (
                <ElementBox
                  key={element.id}
                  element={element}
                  name={nameOf(say, element)}
                  summary={summaryOf(say, element)}
                  state={state}
                >
                  <Marker say={say} state={state} />
                </ElementBox>
              );
              return onSelect ? (
                <button
                  key={element.id}
                  type="button"
                  className={styles.place}
                  style={place(rect)}
                  aria-label={stepWords(say, element, state)}
                  onClick={() => onSelect(element.id)}
                >
                  {box}
                </button>
              ) : (
                <div key={element.id} className={styles.place} style={place(rect)}>
                  {box}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <ol className="p-hidden">
        {stepsOf(definition, layer).map(({ element: id, state }) => {
          const element = definition.elements.find((candidate) => candidate.id === id);
          return element ? (
            <li key={id} aria-current={state === 'here' ? 'step' : undefined}>
              {stepWords(say, element, state)}
            </li>
          ) : null;
        })}
      </ol>
    </figure>
  );
};

const Marker = ({ say, state }: { say: Say; state: ElementState }) => {
  if (state === 'here') {
    return (
      <span className={styles.marker} aria-hidden>
        <IconMapPinFilled size={12} /> {say('canvas.run.here')}
      </span>
    );
  }
  if (state === 'failed') {
    return (
      <span className={styles.marker} data-state="failed" aria-hidden>
        <IconAlertTriangleFilled size={12} /> {say('canvas.run.failed')}
      </span>
    );
  }
  return null;
};

const stepWords = (say: Say, element: Element, state: ElementState): string => {
  const kind = kindOf(say, element);
  const name = nameOf(say, element);
  return say('canvas.run.step', {
    name: name === kind ? name : `${name} (${kind})`,
    state: say(`canvas.run.state.${state}`),
  });
};

/** Taken flows last, so that they lie on top where they share a stretch with others. */
const inDrawingOrder = (definition: Definition, layer: RunLayer) =>
  [...definition.flows].sort(
    (a, b) => Number(layer.flowsTaken.includes(a.id)) - Number(layer.flowsTaken.includes(b.id)),
  );

const frameOf = (
  rects: ReadonlyMap<string, Rect>,
  points: readonly { x: number; y: number }[],
): Rect => {
  const lines = points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
  const inner = boundsOf([...rects.values(), ...lines]);
  return {
    x: inner.x - MARGIN.x,
    y: inner.y - MARGIN.top,
    width: inner.width + MARGIN.x * 2,
    height: inner.height + MARGIN.top + MARGIN.bottom,
  };
};

const useWidth = (ref: React.RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 800));
    observer.observe(box);
    return () => observer.disconnect();
  }, [ref]);
  return width;
};
