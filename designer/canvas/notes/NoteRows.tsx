/** The notes of a process in the list: to read, to write, to go to, and to take away. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconNote, IconPencil, IconTrash } from '@tabler/icons-react';
import { nameOf } from '#designer/ui/diagram/words.ts';
import type { Note } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { noteNodeId } from '../editor/note-id.ts';
import styles from './notes.module.css';
import { WriteNote } from './WriteNote.tsx';

export const NoteRows = () => {
  const { say, definition, readOnly } = useEditor();
  const { addNote } = useActs();
  const { notes = [] } = definition;
  if (notes.length === 0 && readOnly) return null;
  return (
    <section className={styles.notes} aria-label={say('canvas.notes')}>
      <h3 className={styles.title}>{say('canvas.notes')}</h3>
      {notes.length > 0 && (
        <ul className={styles.list}>
          {notes.map((note) => (
            <Row key={note.id} note={note} />
          ))}
        </ul>
      )}
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconNote size={15} stroke={1.75} aria-hidden />}
          onClick={() => addNote()}
        >
          {say('canvas.act.note')}
        </Button>
      )}
    </section>
  );
};

const Row = ({ note }: { note: Note }) => {
  const { say, definition, selection, select, readOnly } = useEditor();
  const { renaming, startNote, remove } = useActs();
  const about = definition.elements.find(({ id }) => id === note.about);
  const isSelected = selection.notes?.includes(note.id) ?? false;
  const choose = () => select({ elements: [], flows: [], notes: [note.id] });
  const text = note.text.trim() || say('canvas.note.empty');
  if (renaming === noteNodeId(note.id))
    return (
      <li className={styles.row}>
        <WriteNote id={note.id} text={note.text} className={styles.writing ?? ''} />
      </li>
    );
  return (
    <li className={styles.row} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={styles.main}
        data-outline={noteNodeId(note.id)}
        aria-pressed={isSelected}
        onClick={choose}
        onDoubleClick={() => startNote(note.id)}
        onKeyDown={(event) => {
          if (event.key !== 'F2' || readOnly) return;
          event.preventDefault();
          event.stopPropagation();
          startNote(note.id);
        }}
      >
        <IconNote size={16} stroke={1.75} aria-hidden />
        <span className={styles.text} dir="auto">
          {text}
        </span>
        {about && (
          <span className={styles.hint}>
            {say('canvas.note.aboutNamed', { name: nameOf(say, about) })}
          </span>
        )}
      </button>
      {!readOnly && (
        <span className={styles.acts}>
          <Tooltip label={say('canvas.note.write')}>
            <ActionIcon aria-label={say('canvas.note.write')} onClick={() => startNote(note.id)}>
              <IconPencil size={15} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={say('canvas.act.delete')}>
            <ActionIcon
              aria-label={say('canvas.act.delete')}
              onClick={() => {
                choose();
                requestAnimationFrame(remove);
              }}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
    </li>
  );
};
