/**
 * Two definitions compared: the drawings beside each other, moved and zoomed together, and below them the list of what
 * differs. Choosing a row brings its place to the middle of both drawings; choosing a mark in a drawing brings its row.
 */
import { useMediaQuery } from '@mantine/hooks';
import { IconEqual } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { rectsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import { notesOf } from '#designer/ui/diagram/notes.ts';
import type { View } from '#designer/ui/diagram/pan-zoom.ts';
import { frameOf } from '#designer/ui/diagram/picture-size.ts';
import { type Say, useSay } from '#designer/ui/diagram/say.ts';
import type { Point, Rect } from '#designer/ui/diagram/shapes.ts';
import { boundsOf, centerOf } from '#designer/ui/diagram/shapes.ts';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { flowWords, type Names } from '#designer/ui/diagram/words.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import type { Definition } from '#engine/definition.ts';
import { compare } from '#engine/diff/compare.ts';
import styles from './compare.module.css';
import { DifferenceList } from './DifferenceList.tsx';
import { MarkedDiagram } from './MarkedDiagram.tsx';
import { ICONS } from './marks.tsx';
import type { Kind, Row } from './rows.ts';
import { countsOf, KINDS, toRows } from './rows.ts';
import { titleOf } from './title.ts';
import { useSideNames } from './use-side-names.ts';

type Props = {
  readonly before: Definition;
  readonly after: Definition;
  /** “Version 3”, “Your draft”. */
  readonly beforeName: string;
  readonly afterName: string;
};

export const Compared = ({ before, after, beforeName, afterName }: Props) => {
  const say = useSay();
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const names = useSideNames(before, after);
  const list = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set());
  const [chosen, setChosen] = useState<Row>();
  const [view, setView] = useState<View | null>(null);
  const drawn = useMemo(
    () => ({ before: placed(say, before, names), after: placed(say, after, names) }),
    [say, before, after, names],
  );
  const frame = useMemo(() => boundsOf([frameFor(drawn.before), frameFor(drawn.after)]), [drawn]);
  const rows = useMemo(() => toRows(compare(before, after), before, after), [before, after]);
  const counts = countsOf(rows);
  const shown = rows.filter(({ kind }) => !hidden.has(kind));

  const aimAt = (row: Row): Point | undefined => {
    const at = placeOf(row, drawn.before, drawn.after);
    return at && { x: at.x - frame.x, y: at.y - frame.y };
  };
  // It opens where something differs.
  const [aim, setAim] = useState(() => rows.map(aimAt).find((at) => at !== undefined));
  const choose = (row: Row) => {
    setChosen(row);
    const at = aimAt(row);
    if (at) setAim(at);
  };
  const chooseInDrawing = (row: Row) => {
    choose(row);
    const head = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`);
    head?.focus();
    head?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = (kind: Kind) =>
    setHidden((was) => {
      const now = new Set(was);
      if (!now.delete(kind)) now.add(kind);
      return now;
    });

  const marksOf = (without: Kind) =>
    new Map(shown.filter(({ kind }) => kind !== without).map((row) => [row.key, row]));
  const shared = { view, onView: setView, aim };
  const drawing = { names, frame, shared, chosen: chosen?.key, onChoose: chooseInDrawing };
  const maxHeight = narrow ? 170 : 340;
  return (
    <div className={styles.compared}>
      <div className={styles.panes}>
        <section className={styles.pane}>
          <h2 className={styles.paneName}>{say('canvas.compare.before', { name: beforeName })}</h2>
          <MarkedDiagram
            {...drawing}
            label={say('canvas.compare.before', { name: beforeName })}
            definition={drawn.before}
            marks={marksOf('added')}
            maxHeight={maxHeight}
          />
        </section>
        <section className={styles.pane}>
          <h2 className={styles.paneName}>{say('canvas.compare.after', { name: afterName })}</h2>
          <MarkedDiagram
            {...drawing}
            label={say('canvas.compare.after', { name: afterName })}
            definition={drawn.after}
            marks={marksOf('removed')}
            maxHeight={maxHeight}
          />
        </section>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={IconEqual} title={say('canvas.compare.same')}>
          {say('canvas.compare.sameHint', { before: beforeName, after: afterName })}
        </EmptyState>
      ) : (
        <div ref={list} className={styles.list}>
          <fieldset className={styles.filters}>
            <legend className="p-hidden">{say('canvas.compare.filter')}</legend>
            {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
              <FilterSwitch
                key={kind}
                kind={kind}
                count={counts[kind]}
                isOn={!hidden.has(kind)}
                onToggle={() => toggle(kind)}
              />
            ))}
            <span id="compare-keys" className={styles.keys}>
              {say('canvas.compare.keys')}
            </span>
          </fieldset>
          {shown.length === 0 ? (
            <p className={styles.allHidden}>{say('canvas.compare.allHidden')}</p>
          ) : (
            <DifferenceList
              rows={shown}
              before={{ definition: before, names }}
              after={{ definition: after, names }}
              chosen={chosen?.key}
              onChoose={choose}
            />
          )}
        </div>
      )}
      <div className="p-hidden" role="status" aria-live="polite">
        {chosen &&
          say('canvas.compare.shown', {
            name: titleOf(say, chosen, chosen.kind === 'removed' ? before : after),
          })}
      </div>
    </div>
  );
};

type FilterProps = {
  readonly kind: Kind;
  readonly count: number;
  readonly isOn: boolean;
  readonly onToggle: () => void;
};

const FilterSwitch = ({ kind, count, isOn, onToggle }: FilterProps) => {
  const say = useSay();
  const Icon = ICONS[kind];
  return (
    <button
      type="button"
      className={styles.filter}
      data-mark={kind}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      <Icon size={13} stroke={2.2} aria-hidden />
      {say(`canvas.compare.count.${kind}`, { count })}
    </button>
  );
};

/** With a place for everything, and nothing hidden in a box. */
const placed = (say: Say, { collapsed: _, ...definition }: Definition, names: Names): Definition =>
  withLayout(definition, (flow) => flowWords(say, definition, flow, names));

const frameFor = (definition: Definition): Rect =>
  frameOf(
    [...rectsFor(definition).values(), ...notesOf(definition).map(({ rect }) => rect)],
    [...routesFor(definition).values()].flatMap(({ points }) => points),
  );

/** The middle of where it stands in both drawings. */
const placeOf = (
  { subject, id }: Row,
  before: Definition,
  after: Definition,
): Point | undefined => {
  const rects = [before, after].flatMap((definition): readonly Rect[] => {
    const label = subject === 'flow' ? routesFor(definition).get(id)?.label : undefined;
    const rect =
      subject === 'element'
        ? rectsFor(definition).get(id)
        : subject === 'note'
          ? notesOf(definition).find(({ note }) => note.id === id)?.rect
          : undefined;
    return [rect ?? (label ? { ...label, width: 0, height: 0 } : [])].flat();
  });
  return rects.length > 0 ? centerOf(boundsOf(rects)) : undefined;
};
