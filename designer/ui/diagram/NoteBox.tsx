/** A note as it looks wherever it is drawn: paper, with its text wrapped, and a line to what it is about. */
import type { ReactNode } from 'react';
import styles from './diagram.module.css';
import { AssociationLine } from './FlowLine.tsx';
import type { DrawnNote } from './notes.ts';
import { useSay } from './say.ts';
import type { Size } from './shapes.ts';

type Props = {
  readonly text: string;
  readonly size: Size;
  readonly selected?: boolean;
  /** In the place of its text. */
  readonly children?: ReactNode;
};

export const NoteBox = ({ text, size: { width, height }, selected, children }: Props) => {
  const say = useSay();
  const isEmpty = text.trim() === '';
  return (
    <div
      className={styles.note}
      style={{ width, height }}
      data-selected={selected || undefined}
      data-empty={isEmpty || undefined}
      dir="auto"
    >
      {children ?? (isEmpty ? say('canvas.note.empty') : text)}
    </div>
  );
};

/** Inside somebody else's `<svg>`. */
export const NoteLines = ({ notes }: { readonly notes: readonly DrawnNote[] }) =>
  notes.map(({ note, line }) =>
    line ? <AssociationLine key={note.id} points={line.points} kind="note" /> : null,
  );
