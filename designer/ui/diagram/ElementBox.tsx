/**
 * How one element looks: box, circle or diamond with icon, name and second line. It knows nothing of editing, runs or
 * React Flow; those lay their own signs (handles, findings, tokens) over it. Colour here says only who acts and what state it is in,
 * and each state also has a sign of its own.
 */
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Element } from '#engine/definition.ts';
import styles from './diagram.module.css';
import { actorOf, iconOf } from './element-icon.ts';
import { shapeOf, sizeOf } from './shapes.ts';

export type ElementState = 'done' | 'here' | 'failed' | 'ahead';

type Props = {
  readonly element: Element;
  readonly name: string;
  readonly summary: string;
  /** Only in a run's drawing; an author's drawing has no states. */
  readonly state?: ElementState;
  readonly selected?: boolean;
  readonly children?: ReactNode;
};

export const ElementBox = ({
  element,
  name,
  summary,
  state,
  selected = false,
  children,
}: Props) => {
  const shape = shapeOf(element.type);
  const { width, height } = sizeOf(element.type);
  const Icon = iconOf(element);
  const shared = {
    'data-shape': shape,
    'data-actor': actorOf(element),
    'data-type': element.type,
    'data-state': state,
    'data-selected': selected || undefined,
    style: { width, height },
  };
  if (shape === 'box') {
    return (
      <div className={styles.element} {...shared}>
        <span className={styles.tile} aria-hidden>
          <Icon size={18} stroke={1.75} />
        </span>
        <span className={styles.words}>
          <span className={styles.name} data-alone={!summary || undefined}>
            {name}
          </span>
          {summary && <span className={styles.summary}>{summary}</span>}
        </span>
        {state === 'done' && <DoneMark />}
        {children}
      </div>
    );
  }
  return (
    <div className={styles.element} {...shared}>
      {shape === 'diamond' && (
        <svg className={styles.diamond} width={width} height={height} aria-hidden>
          <rect x={8.5} y={8.5} width={31} height={31} rx={5} transform="rotate(45 24 24)" />
        </svg>
      )}
      <Icon className={styles.glyph} size={shape === 'diamond' ? 18 : 20} stroke={2} aria-hidden />
      <span className={styles.caption} data-place={shape === 'diamond' ? 'above' : 'below'}>
        {element.name || shape === 'circle' ? <span className={styles.name}>{name}</span> : null}
        {summary && shape === 'circle' && <span className={styles.summary}>{summary}</span>}
      </span>
      {state === 'done' && <DoneMark />}
      {children}
    </div>
  );
};

const DoneMark = () => (
  <span className={styles.done} aria-hidden>
    <IconCheck size={11} stroke={3.5} />
  </span>
);
