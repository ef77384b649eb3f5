/**
 * A note on the canvas: its common look, and over it what belongs to editing: its text being written, corners to make it
 * larger by, and handles to draw the line from to what it is about.
 */
import type { NodeProps, ResizeParams } from '@xyflow/react';
import { NodeResizer, useConnection } from '@xyflow/react';
import { memo, useState } from 'react';
import { NoteBox } from '#designer/ui/diagram/NoteBox.tsx';
import { useActs } from '../editor/acts.tsx';
import { NOTE_LEAST } from '../editor/commands/note.ts';
import { isNoteNode } from '../editor/note-id.ts';
import { WriteNote } from '../notes/WriteNote.tsx';
import styles from './canvas.module.css';
import type { NoteNode as NoteNodeType } from './drawn.ts';
import { Sources, Target } from './Handles.tsx';

export const NoteNode = memo(
  ({ id, data, selected, width = 0, height = 0 }: NodeProps<NoteNodeType>) => {
    const { renaming, sizeNote } = useActs();
    const [sized, setSized] = useState<ResizeParams | null>(null);
    const pulledFrom = useConnection((connection) =>
      connection.inProgress ? connection.fromNode.id : null,
    );
    const { note, readOnly, alone } = data;
    const isTarget = pulledFrom !== null && !isNoteNode(pulledFrom);
    const by = sized ? { x: sized.x - note.x, y: sized.y - note.y } : { x: 0, y: 0 };
    return (
      <div className={styles.node} data-target={isTarget || undefined}>
        <div style={{ transform: sized ? `translate(${by.x}px, ${by.y}px)` : undefined }}>
          <NoteBox text={note.text} size={sized ?? { width, height }} selected={selected}>
            {renaming === id ? (
              <WriteNote
                key={id}
                id={note.id}
                text={note.text}
                className={`${styles.writing} nodrag nopan nowheel`}
              />
            ) : undefined}
          </NoteBox>
        </div>
        {!readOnly && alone && renaming !== id && (
          <NodeResizer
            minWidth={NOTE_LEAST.width}
            minHeight={NOTE_LEAST.height}
            lineClassName={styles.sizeLine}
            handleClassName={styles.sizeHandle}
            onResize={(_, to) => setSized(to)}
            onResizeEnd={(_, to) => {
              setSized(null);
              sizeNote(note, to);
            }}
          />
        )}
        <Target />
        <Sources readOnly={readOnly} />
      </div>
    );
  },
);
