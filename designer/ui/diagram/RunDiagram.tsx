/**
 * The picture of one run on its process: what is done, where it stands, which way it came. Desk, portal, approvals and
 * operators show this same picture; it draws with plain HTML and SVG, so that none of them downloads the editor. All of it
 * is shown where that can be read, else where the run stands, and one can look around; it says the same as an ordered list.
 */
import { IconAlertTriangleFilled, IconMapPinFilled } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useMemo } from 'react';
import type { Progress } from '#designer/client/types.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { countInside, isCollapsed, shownFor, shownOf } from './collapsed.ts';
import styles from './diagram.module.css';
import { associationsFor, rectsFor, routesFor } from './drawing.ts';
import type { ElementState } from './ElementBox.tsx';
import { ElementBox } from './ElementBox.tsx';
import { AssociationLine, FlowArrow, FlowLine } from './FlowLine.tsx';
import { inDrawingOrder, liesAbove } from './frames.ts';
import { groupsOf } from './groups.ts';
import { PanZoom } from './PanZoom.tsx';
import { segmentsOf } from './route.ts';
import type { RunLayer } from './run-layer.ts';
import { joiningAt, stateIn, stepsOf } from './run-layer.ts';
import type { Say } from './say.ts';
import { useSay } from './say.ts';
import type { Point, Rect } from './shapes.ts';
import { boundsOf, centerOf } from './shapes.ts';
import { withLayout } from './with-layout.ts';
import { flowWords, kindOf, type Names, nameOf, summaryOf } from './words.ts';

type Props = RunLayer & {
  readonly definition: Definition;
  readonly onSelect?: (element: string) => void;
  /** What the definition's keys are called. */
  readonly names?: Progress['names'];
  /** The drawing is never taller than this. */
  readonly maxHeight?: number;
};

/** Names beside circles and above diamonds reach this far out of their elements. */
const MARGIN = { x: 56, top: 44, bottom: 44 };
const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };
const LABEL_MIN = 72;
const LABEL_MAX = 176;

export const RunDiagram = ({
  definition: given,
  names: known,
  onSelect,
  maxHeight = 420,
  ...layer
}: Props) => {
  const say = useSay();
  const names = useMemo(() => namesFrom(known), [known]);
  const definition = useMemo(
    () => withLayout(given, (flow) => flowWords(say, given, flow, names)),
    [given, say, names],
  );
  const rects = useMemo(() => rectsFor(definition), [definition]);
  const routes = useMemo(() => routesFor(definition), [definition]);
  const bounds = useMemo(
    () =>
      frameOf(
        new Map(shownOf(definition).elements.map(({ id }) => [id, rects.get(id) ?? NOWHERE])),
        [...routes.values()].flatMap((r) => r.points),
      ),
    [rects, routes, definition],
  );
  const isHere = (element: Element) => ['failed', 'here'].includes(stateIn(layer, element));
  const here =
    definition.elements.find((element) => element.type !== 'subProcess' && isHere(element)) ??
    definition.elements.find(isHere);
  const stand = here && rects.get(shownFor(definition, here.id));
  const focus = stand && {
    x: centerOf(stand).x - bounds.x,
    y: centerOf(stand).y - bounds.y,
  };

  const isFrame = ({ id, type }: Element) => type === 'subProcess' && !isCollapsed(definition, id);
  const place = (rect: Rect): CSSProperties => ({
    left: rect.x - bounds.x,
    top: rect.y - bounds.y,
  });
  const boxFor = (element: Element) => {
    const rect = rects.get(element.id);
    if (!rect) return null;
    const state = stateIn(layer, element);
    const joining = joiningAt(definition, layer, element.id);
    const isBox = isCollapsed(definition, element.id);
    const box = (
      <ElementBox
        key={element.id}
        element={element}
        name={nameOf(say, element)}
        summary={summaryOf(say, element, names)}
        size={rect}
        state={state}
        inside={isBox ? countInside(definition, element.id) : null}
        above={liesAbove(element, rects)}
      >
        {/* Inside a frame that is at work something else says where exactly. */}
        {(element.type !== 'subProcess' || isBox || state === 'failed') && (
          <Marker say={say} state={state} joining={joining} />
        )}
      </ElementBox>
    );
    return onSelect ? (
      <button
        key={element.id}
        type="button"
        className={styles.place}
        style={place(rect)}
        aria-label={stepWords(say, element, state, joining)}
        onClick={() => onSelect(element.id)}
      >
        {box}
      </button>
    ) : (
      <div key={element.id} className={styles.place} style={place(rect)}>
        {box}
      </div>
    );
  };
  return (
    <figure aria-label={say('canvas.run.label', { name: definition.name })}>
      <PanZoom
        label={say('diagram.view', { name: definition.name })}
        picture={bounds}
        focus={focus}
        maxHeight={maxHeight}
      >
        <div className={styles.whole} aria-hidden={onSelect ? undefined : true}>
          {groupsOf(definition).map(({ group, rect }) => (
            <span
              key={group.id}
              className={styles.group}
              style={{ ...place(rect), width: rect.width, height: rect.height }}
              dir="auto"
            >
              {group.name}
            </span>
          ))}
          {inDrawingOrder(definition).flatMap((element) =>
            isFrame(element) ? [boxFor(element)] : [],
          )}
          <svg className={styles.lines} width={bounds.width} height={bounds.height} aria-hidden>
            <g transform={`translate(${-bounds.x} ${-bounds.y})`}>
              {associationsFor(definition).map(({ id, points }) => (
                <AssociationLine key={id} points={points} />
              ))}
              {takenLast(definition, layer).map((flow) => {
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
            const text = flowWords(say, definition, flow, names);
            const route = routes.get(flow.id);
            const at = route?.label;
            return text && at ? (
              <span
                key={flow.id}
                className={`${styles.flowLabel} ${styles.wrapped}`}
                data-state={layer.flowsTaken.includes(flow.id) ? 'taken' : 'ahead'}
                title={text}
                style={{
                  left: at.x - bounds.x,
                  top: at.y - bounds.y,
                  maxWidth: roomAt(route.points, at),
                }}
                dir="auto"
              >
                {text}
              </span>
            ) : null;
          })}
          {inDrawingOrder(definition).flatMap((element) =>
            isFrame(element) ? [] : [boxFor(element)],
          )}
        </div>
      </PanZoom>
      <ol className="p-hidden">
        {stepsOf(definition, layer).map(({ element: id, state }) => {
          const element = definition.elements.find((candidate) => candidate.id === id);
          return element ? (
            <li key={id} aria-current={state === 'here' ? 'step' : undefined}>
              {stepWords(say, element, state, joiningAt(definition, layer, id))}
            </li>
          ) : null;
        })}
      </ol>
    </figure>
  );
};

type Joining = ReturnType<typeof joiningAt>;

const Marker = ({ say, state, joining }: { say: Say; state: ElementState; joining: Joining }) => {
  if (state === 'here') {
    return (
      <span className={styles.marker} aria-hidden>
        <IconMapPinFilled size={12} />{' '}
        {/* The long sentence is in the list below; here it would lie on the lines that join. */}
        {joining ? say('diagram.joining', joining) : say('canvas.run.here')}
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

const stepWords = (say: Say, element: Element, state: ElementState, joining: Joining): string => {
  const kind = kindOf(say, element);
  const name = nameOf(say, element);
  return say('canvas.run.step', {
    name: name === kind ? name : `${name} (${kind})`,
    state:
      joining && state === 'here'
        ? say('canvas.run.joining', joining)
        : say(`canvas.run.state.${state}`),
  });
};

/** Taken flows last, so that they lie on top where they share a stretch with others. */
const takenLast = (definition: Definition, layer: RunLayer) =>
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

/** On a level stretch a text must end before the elements at its ends; beside an upright one there is room. */
const roomAt = (points: readonly Point[], at: Point): number => {
  const stretch = segmentsOf(points).find(
    ({ from, to }) =>
      from.y === to.y &&
      from.y === at.y &&
      Math.min(from.x, to.x) <= at.x &&
      at.x <= Math.max(from.x, to.x),
  );
  if (!stretch) return LABEL_MAX;
  const { from, to } = stretch;
  // Where it does not stand in the middle, the nearer end counts.
  const room = 2 * Math.min(Math.abs(at.x - from.x), Math.abs(to.x - at.x));
  return Math.min(LABEL_MAX, Math.max(LABEL_MIN, room - 12));
};

const namesFrom = (known: Progress['names'] | undefined): Names => ({
  person: (email) => known?.user?.[email],
  group: (key) => known?.group?.[key],
  queue: (key) => known?.queue?.[key],
  role: (key) => known?.role?.[key],
  ruleset: (key) => known?.ruleset?.[key],
});
