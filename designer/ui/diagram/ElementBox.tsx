/**
 * How one element looks: box, circle, diamond or frame with icon, name and second line. It knows nothing of editing, runs or
 * React Flow; those lay their own signs (handles, findings, tokens) over it. Colour here says only who acts and what state it is in,
 * and each state also has a sign of its own.
 */
import {
  IconCheck,
  IconMenu2,
  IconMinus,
  IconPlayerTrackPrev,
  IconSquarePlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isActivity } from '#engine/definition/is-activity.ts';
import type { Element } from '#engine/definition.ts';
import { linesBelow, roomIn } from './box-lines.ts';
import styles from './diagram.module.css';
import { actorOf, iconOf } from './element-icon.ts';
import { isBeside } from './event-kind.ts';
import type { Size } from './shapes.ts';
import { shapeOf, sizeOf } from './shapes.ts';

export type ElementState = 'done' | 'calledOff' | 'here' | 'failed' | 'ahead';

type Props = {
  readonly element: Element;
  readonly name: string;
  readonly summary: string;
  /** Of a frame, which is as large as what it holds. */
  readonly size?: Size;
  /** Only in a run's drawing; an author's drawing has no states. */
  readonly state?: ElementState;
  readonly selected?: boolean;
  /** A sub-process of which only a box is drawn: how much lies in it. */
  readonly inside?: number | null;
  /** Its name reaches up from beside it instead of down. */
  readonly above?: boolean;
  readonly children?: ReactNode;
};

export const ElementBox = ({
  element,
  name,
  summary,
  size = sizeOf(element.type),
  state,
  selected = false,
  inside = null,
  above = false,
  children,
}: Props) => {
  const shape = inside === null ? shapeOf(element.type) : 'box';
  const { width, height } = size;
  const Icon = iconOf(element);
  const shared = {
    'data-shape': shape,
    'data-actor': actorOf(element),
    'data-type': element.type,
    'data-state': state,
    'data-selected': selected || undefined,
    'data-dashed': isDashed(element) || undefined,
    style: { width, height },
  };
  if (shape === 'frame') {
    return (
      <div className={styles.element} {...shared}>
        <span className={styles.title}>
          <Icon size={15} stroke={1.75} aria-hidden />
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {summary && (
            <span className={styles.summary} dir="auto">
              {summary}
            </span>
          )}
        </span>
        <Marks element={element} />
        <StateMark state={state} />
        {children}
      </div>
    );
  }
  if (shape === 'box') {
    return (
      <div className={styles.element} {...shared}>
        <span className={styles.tile} aria-hidden>
          <Icon size={18} stroke={1.75} />
        </span>
        <span className={styles.words}>
          <span className={styles.name} dir="auto" data-alone={!summary || undefined}>
            {name}
          </span>
          {summary && (
            <span
              className={styles.summary}
              dir="auto"
              data-lines={linesBelow(name, roomIn(width))}
            >
              {summary}
            </span>
          )}
        </span>
        {inside !== null && <Inside count={inside} />}
        <Marks element={element} />
        <StateMark state={state} />
        {children}
      </div>
    );
  }
  const isRound = shape !== 'diamond';
  return (
    <div className={styles.element} {...shared}>
      {!isRound && (
        <svg className={styles.diamond} width={width} height={height} aria-hidden>
          <rect x={8.5} y={8.5} width={31} height={31} rx={5} transform="rotate(45 24 24)" />
        </svg>
      )}
      <Icon
        className={styles.glyph}
        size={shape === 'circle' ? 20 : shape === 'border' ? 14 : 18}
        stroke={2}
        aria-hidden
      />
      <span className={styles.caption} data-place={above ? 'besideAbove' : CAPTIONS[shape]}>
        {element.name || isRound ? (
          <span className={styles.name} dir="auto">
            {name}
          </span>
        ) : null}
        {summary && isRound && (
          <span className={styles.summary} dir="auto">
            {summary}
          </span>
        )}
      </span>
      <StateMark state={state} />
      {children}
    </div>
  );
};

const CAPTIONS = { circle: 'below', border: 'beside', diamond: 'above' } as const;

/** Dashed: it leaves what it stands beside at work, or begins beside the flow. */
const isDashed = (element: Element): boolean =>
  isBeside(element) || (element.type === 'subProcess' && element.triggeredByEvent === true);

/** Repeated (upright bars at once, lying ones in sequence), and there to undo another. */
const Marks = ({ element }: { element: Element }) => {
  if (!isActivity(element) || !(element.loop || element.forCompensation)) return null;
  return (
    <span className={styles.marks} aria-hidden>
      {element.loop &&
        (element.loop.sequential ? <IconMenu2 size={13} stroke={2.2} /> : <ParallelBars />)}
      {element.forCompensation && <IconPlayerTrackPrev size={13} stroke={2} />}
    </span>
  );
};

/** The plus of a collapsed sub-process, and how much is behind it. */
const Inside = ({ count }: { readonly count: number }) => (
  <span className={styles.inside} aria-hidden>
    <IconSquarePlus size={15} stroke={1.75} />
    {count}
  </span>
);

const ParallelBars = () => (
  <svg aria-hidden width={13} height={13} viewBox="0 0 13 13" stroke="currentColor" strokeWidth={2}>
    <path d="M2.5 1.5v10M6.5 1.5v10M10.5 1.5v10" />
  </svg>
);

const StateMark = ({ state }: Pick<Props, 'state'>) => {
  if (state !== 'done' && state !== 'calledOff') return null;
  const Icon = state === 'done' ? IconCheck : IconMinus;
  return (
    <span className={styles.done} data-state={state} aria-hidden>
      <Icon size={11} stroke={3.5} />
    </span>
  );
};
