/** The line while it is being pulled from an element; solid once it has found somewhere it may go. */
import type { ConnectionLineComponentProps } from '@xyflow/react';
import { getSmoothStepPath } from '@xyflow/react';
import styles from './canvas.module.css';
import type { AnyNode } from './drawn.ts';

export const PulledLine = ({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  connectionStatus,
}: ConnectionLineComponentProps<AnyNode>) => {
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    borderRadius: 8,
  });
  return (
    <g>
      <path className={styles.pulled} data-status={connectionStatus ?? 'open'} d={path} />
      <circle
        className={styles.pulledEnd}
        data-status={connectionStatus ?? 'open'}
        cx={toX}
        cy={toY}
        r={4}
      />
    </g>
  );
};
