/**
 * One of the two drawings of a comparison. Both have the same frame, so that a place in one is the same place in the other;
 * what differs is marked and can be chosen, the rest keeps quiet.
 */
import type { CSSProperties } from 'react';
import diagram from '#designer/ui/diagram/diagram.module.css';
import { associationsFor, rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { ElementBox } from '#designer/ui/diagram/ElementBox.tsx';
import { AssociationLine, FlowArrow, FlowLine } from '#designer/ui/diagram/FlowLine.tsx';
import { inDrawingOrder } from '#designer/ui/diagram/frames.ts';
import { NoteBox, NoteLines } from '#designer/ui/diagram/NoteBox.tsx';
import { type DrawnNote, notesOf } from '#designer/ui/diagram/notes.ts';
import type { SharedView } from '#designer/ui/diagram/PanZoom.tsx';
import { PanZoom } from '#designer/ui/diagram/PanZoom.tsx';
import { roomAt } from '#designer/ui/diagram/picture-size.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Rect } from '#designer/ui/diagram/shapes.ts';
import { shapeOf } from '#designer/ui/diagram/shapes.ts';
import { flowWords, type Names, nameOf, summaryOf } from '#designer/ui/diagram/words.ts';
import type { Definition, Element, Flow } from '#engine/definition.ts';
import styles from './marks.module.css';
import { Mark } from './marks.tsx';
import type { Row } from './rows.ts';
import { titleOf } from './title.ts';

type Props = {
  readonly label: string;
  /** With a place for everything. */
  readonly definition: Definition;
  readonly names: Names;
  readonly frame: Rect;
  readonly maxHeight: number;
  readonly shared: SharedView;
  /** What is marked in this drawing, by the row that tells of it. */
  readonly marks: ReadonlyMap<string, Row>;
  readonly chosen: string | undefined;
  readonly onChoose: (row: Row) => void;
};

export const MarkedDiagram = ({
  label,
  definition,
  names,
  frame,
  maxHeight,
  shared,
  marks,
  chosen,
  onChoose,
}: Props) => {
  const say = useSay();
  const rects = rectsFor(definition);
  const routes = routesFor(definition);
  const place = (at: { readonly x: number; readonly y: number }): CSSProperties => ({
    left: at.x - frame.x,
    top: at.y - frame.y,
  });
  const boxFor = (element: Element) => {
    const rect = rects.get(element.id);
    if (!rect) return null;
    const row = marks.get(`element ${element.id}`);
    const box = (
      <ElementBox
        element={element}
        name={nameOf(say, element)}
        summary={summaryOf(say, element, names)}
        size={rect}
        state={row ? undefined : 'ahead'}
      />
    );
    if (!row)
      return (
        <div key={element.id} className={styles.place} style={place(rect)} aria-hidden>
          {box}
        </div>
      );
    const shape = shapeOf(element.type);
    return (
      <button
        key={element.id}
        type="button"
        className={styles.place}
        data-mark={row.kind}
        data-chosen={row.key === chosen || undefined}
        style={place(rect)}
        onClick={() => onChoose(row)}
      >
        {box}
        <Mark kind={row.kind} short={shape !== 'box' && shape !== 'frame'} />
      </button>
    );
  };
  const lineFor = (flow: Flow) => {
    const route = routes.get(flow.id);
    if (!route) return null;
    const row = marks.get(`flow ${flow.id}`);
    const state = row ? undefined : 'ahead';
    return (
      <g
        key={flow.id}
        className={styles.way}
        data-mark={row?.kind}
        data-chosen={(row && row.key === chosen) || undefined}
      >
        <FlowLine points={route.points} state={state} />
        <FlowArrow points={route.points} state={state} />
      </g>
    );
  };
  const textFor = (flow: Flow) => {
    const text = flowWords(say, definition, flow, names);
    const route = routes.get(flow.id);
    return text && route ? (
      <span
        key={flow.id}
        className={`${diagram.flowLabel} ${diagram.wrapped}`}
        data-state={marks.has(`flow ${flow.id}`) ? undefined : 'ahead'}
        style={{ ...place(route.label), maxWidth: roomAt(route.points, route.label) }}
        dir="auto"
        aria-hidden
      >
        {text}
      </span>
    ) : null;
  };
  const wayMarkFor = (flow: Flow) => {
    const row = marks.get(`flow ${flow.id}`);
    const route = routes.get(flow.id);
    if (!row || !route) return null;
    const isNamed = flowWords(say, definition, flow, names) !== '';
    return (
      <button
        key={flow.id}
        type="button"
        className={styles.wayMark}
        data-chosen={row.key === chosen || undefined}
        style={place({ x: route.label.x, y: route.label.y - (isNamed ? 20 : 0) })}
        aria-label={say('canvas.run.step', {
          name: titleOf(say, row, definition),
          state: say(`canvas.compare.kind.${row.kind}`),
        })}
        onClick={() => onChoose(row)}
      >
        <Mark kind={row.kind} short />
      </button>
    );
  };
  const notes = notesOf(definition);
  const noteFor = ({ note, rect }: DrawnNote) => {
    const row = marks.get(`note ${note.id}`);
    const box = <NoteBox text={note.text} size={rect} />;
    if (!row)
      return (
        <div key={note.id} className={styles.quietNote} style={place(rect)} aria-hidden>
          {box}
        </div>
      );
    return (
      <button
        key={note.id}
        type="button"
        className={styles.place}
        data-mark={row.kind}
        data-chosen={row.key === chosen || undefined}
        style={place(rect)}
        onClick={() => onChoose(row)}
      >
        {box}
        <Mark kind={row.kind} />
      </button>
    );
  };
  const ordered = inDrawingOrder(definition);
  const quietFirst = [...definition.flows].sort(
    (a, b) => Number(marks.has(`flow ${a.id}`)) - Number(marks.has(`flow ${b.id}`)),
  );
  return (
    <figure aria-label={label}>
      <PanZoom
        label={say('diagram.view', { name: label })}
        picture={frame}
        focus={undefined}
        maxHeight={maxHeight}
        shared={shared}
      >
        <div className={diagram.whole}>
          {ordered.filter(({ type }) => type === 'subProcess').map(boxFor)}
          <svg className={diagram.lines} width={frame.width} height={frame.height} aria-hidden>
            <g transform={`translate(${-frame.x} ${-frame.y})`}>
              {associationsFor(definition).map(({ id, points }) => (
                <AssociationLine key={id} points={points} />
              ))}
              <NoteLines notes={notes} />
              {quietFirst.map(lineFor)}
            </g>
          </svg>
          {definition.flows.map(textFor)}
          {ordered.filter(({ type }) => type !== 'subProcess').map(boxFor)}
          {notes.map(noteFor)}
          {definition.flows.map(wayMarkFor)}
        </div>
      </PanZoom>
    </figure>
  );
};
