/** Where lines begin and end at what stands on the canvas. They lie over all of it: a line may be dropped anywhere. */
import { Handle, Position } from '@xyflow/react';
import styles from './canvas.module.css';

const SOURCES = [
  { id: 'right', position: Position.Right },
  { id: 'bottom', position: Position.Bottom },
  { id: 'top', position: Position.Top },
] as const;

export const Target = () => (
  <Handle
    id="in"
    type="target"
    position={Position.Left}
    className={styles.target}
    isConnectableStart={false}
    aria-hidden
  />
);

export const Sources = ({ readOnly }: { readonly readOnly: boolean }) =>
  SOURCES.map((source) => (
    <Handle
      key={source.id}
      id={source.id}
      type="source"
      position={source.position}
      className={styles.source}
      isConnectable={!readOnly}
      aria-hidden
    />
  ));
