/** A flow's line and its arrow head, as SVG inside somebody else's `<svg>`. */
import { memo } from 'react';
import styles from './diagram.module.css';
import { pathOf } from './route.ts';
import type { Point } from './shapes.ts';

type Props = {
  readonly points: readonly Point[];
  readonly state?: 'taken' | 'former' | 'ahead';
  readonly selected?: boolean;
  readonly level?: string;
};

export const FlowLine = memo(({ points, state, selected, level }: Props) => (
  <path
    className={styles.flow}
    data-state={state}
    data-selected={selected || undefined}
    data-level={level}
    d={pathOf(shortened(points))}
  />
));

export const FlowArrow = memo(({ points, state, selected, level }: Props) => {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return null;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return (
    <path
      className={styles.arrow}
      data-state={state}
      data-selected={selected || undefined}
      data-level={level}
      d="M 0 0 L -9 -4.5 Q -7.5 0 -9 4.5 Z"
      transform={`translate(${end.x} ${end.y}) rotate(${angle})`}
    />
  );
});

type AssociationProps = Pick<Props, 'points'> & { readonly kind?: 'undo' | 'note' };

export const AssociationLine = memo(({ points, kind = 'undo' }: AssociationProps) => (
  <path className={styles.association} data-kind={kind} d={pathOf(points)} />
));

/** The line ends inside the arrow head, so that its blunt end does not show at the tip. */
const shortened = (points: readonly Point[]): readonly Point[] => {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return points;
  const dx = Math.sign(end.x - before.x) * 6;
  const dy = Math.sign(end.y - before.y) * 6;
  return [...points.slice(0, -1), { x: end.x - dx, y: end.y - dy }];
};
