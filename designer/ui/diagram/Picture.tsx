/**
 * A process as a picture to look at: elements, flows and their words, in a pane one can move and zoom. What is laid over
 * it (where a run stands, how many wait, how long it takes) comes from whoever shows it. It draws with plain HTML and SVG,
 * so that nobody who only looks downloads the editor.
 */
import type { CSSProperties, ReactNode } from 'react';
import { useMemo } from 'react';
import type { Progress } from '#designer/client/types/runs.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import { countInside, isCollapsed, shownFor, shownOf } from './collapsed.ts';
import styles from './diagram.module.css';
import { associationsFor, rectsFor, routesFor } from './drawing.ts';
import type { ElementState } from './ElementBox.tsx';
import { ElementBox } from './ElementBox.tsx';
import { AssociationLine, FlowArrow, FlowLine } from './FlowLine.tsx';
import { inDrawingOrder, isNamedAbove, liesAbove } from './frames.ts';
import { groupsOf } from './groups.ts';
import { NoteBox, NoteLines } from './NoteBox.tsx';
import { notesOf } from './notes.ts';
import { PanZoom } from './PanZoom.tsx';
import { frameOf, roomAt } from './picture-size.ts';
import type { Say } from './say.ts';
import { useSay } from './say.ts';
import type { Rect } from './shapes.ts';
import { centerOf, shapeOf } from './shapes.ts';
import { withLayout } from './with-layout.ts';
import { flowWords, kindOf, type Names, nameOf, summaryOf } from './words.ts';

/** How an element looks by what is laid over it. */
export type Look = {
  readonly state?: ElementState;
  /** How much of what is asked about it has, from 1 to 4. */
  readonly heat?: number;
  readonly mark?: ReactNode;
  /** What the mark and the colour say, for who cannot see them. */
  readonly words: string;
};

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

type FlowState = 'taken' | 'former' | 'ahead';

export type PictureProps = {
  readonly definition: Definition;
  /** What the definition's keys are called. */
  readonly names?: Progress['names'];
  /** The drawing is never taller than this. */
  readonly maxHeight?: number;
  readonly onSelect?: (element: string) => void;
};

type Props = PictureProps & {
  readonly label: string;
  /** The element that matters, where the whole cannot be read at once. */
  readonly focus: string | undefined;
  readonly selected?: string;
  readonly lookOf: (element: Element) => Look;
  readonly flowState?: (flow: Flow) => FlowState | undefined;
  /** The same in words. */
  readonly children?: ReactNode;
};

export const Picture = ({
  definition: given,
  names: known,
  label,
  focus,
  selected,
  maxHeight = 420,
  onSelect,
  lookOf,
  flowState = () => undefined,
  children,
}: Props) => {
  const say = useSay();
  const names = useMemo(() => namesFrom(known), [known]);
  const definition = useMemo(
    () => withLayout(given, (flow) => flowWords(say, given, flow, names)),
    [given, say, names],
  );
  const rects = useMemo(() => rectsFor(definition), [definition]);
  const routes = useMemo(() => routesFor(definition), [definition]);
  const notes = useMemo(() => notesOf(definition), [definition]);
  const bounds = useMemo(
    () =>
      frameOf(
        [
          ...shownOf(definition).elements.map(({ id }) => rects.get(id) ?? NOWHERE),
          ...notes.map(({ rect }) => rect),
        ],
        [...routes.values()].flatMap((r) => r.points),
      ),
    [rects, routes, notes, definition],
  );
  const stand = focus === undefined ? undefined : rects.get(shownFor(definition, focus));
  const begin = rects.get(definition.elements.find(isOuterStart)?.id ?? '');
  const within = (rect: Rect | undefined) =>
    rect && { x: centerOf(rect).x - bounds.x, y: centerOf(rect).y - bounds.y };
  const isFrame = ({ id, type }: Element) => type === 'subProcess' && !isCollapsed(definition, id);
  const place = (rect: Rect): CSSProperties => ({
    left: rect.x - bounds.x,
    top: rect.y - bounds.y,
  });
  const boxFor = (element: Element) => {
    const rect = rects.get(element.id);
    if (!rect) return null;
    const { state, heat, mark, words } = lookOf(element);
    const namedAbove = isNamedAbove(definition, element, rects) || undefined;
    const box = (
      <ElementBox
        key={element.id}
        element={element}
        name={nameOf(say, element)}
        summary={summaryOf(say, element, names)}
        size={rect}
        state={state}
        selected={selected === element.id}
        inside={isCollapsed(definition, element.id) ? countInside(definition, element.id) : null}
        above={liesAbove(element, rects)}
      >
        {mark}
      </ElementBox>
    );
    return onSelect ? (
      <button
        key={element.id}
        type="button"
        className={styles.place}
        style={place(rect)}
        data-heat={heat}
        data-named-above={namedAbove}
        data-element={element.id}
        aria-pressed={selected === element.id}
        onClick={() => onSelect(element.id)}
      >
        {box}
        <span className="p-hidden">{besideTheName(say, element, words)}</span>
      </button>
    ) : (
      <div
        key={element.id}
        className={styles.place}
        style={place(rect)}
        data-heat={heat}
        data-named-above={namedAbove}
      >
        {box}
      </div>
    );
  };
  return (
    <figure aria-label={label}>
      <PanZoom
        label={say('diagram.view', { name: definition.name })}
        picture={bounds}
        focus={within(stand)}
        begin={within(begin)}
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
              <NoteLines notes={notes} />
              {takenLast(definition, flowState).map((flow) => {
                const route = routes.get(flow.id);
                const state = flowState(flow);
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
                data-state={flowState(flow)}
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
          {notes.map(({ note, rect }) => (
            <div key={note.id} className={styles.place} style={place(rect)}>
              <NoteBox text={note.text} size={rect} />
            </div>
          ))}
        </div>
      </PanZoom>
      {children}
    </figure>
  );
};

const isOuterStart = ({ type, parent }: Element): boolean =>
  type === 'startEvent' && parent === undefined;

/** What it is called, and what it is. */
export const fullNameOf = (say: Say, element: Element): string => {
  const kind = kindOf(say, element);
  const name = nameOf(say, element);
  return name === kind ? name : `${name} (${kind})`;
};

/** What is said after what can be read on the element itself: its kind, where that is not its name, and what is laid over it. */
const besideTheName = (say: Say, element: Element, state: string): string => {
  const kind = kindOf(say, element);
  const isShown = shapeOf(element.type) !== 'diamond' || Boolean(element.name);
  if (!isShown) return say('canvas.run.step', { name: fullNameOf(say, element), state });
  return nameOf(say, element) === kind ? state : say('canvas.run.step', { name: kind, state });
};

/** Taken flows last, so that they lie on top where they share a stretch with others. */
const takenLast = (definition: Definition, stateOf: (flow: Flow) => FlowState | undefined) =>
  [...definition.flows].sort(
    (a, b) => Number(stateOf(a) === 'taken') - Number(stateOf(b) === 'taken'),
  );

const namesFrom = (known: Progress['names'] | undefined): Names => ({
  person: (email) => known?.user?.[email],
  group: (key) => known?.group?.[key],
  queue: (key) => known?.queue?.[key],
  role: (key) => known?.role?.[key],
  ruleset: (key) => known?.ruleset?.[key],
  board: (key) => known?.board?.[key],
});
