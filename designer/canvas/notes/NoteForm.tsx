/** The panel of the one note that is selected: what it says, what it is about, and how large it is, for hands that do not drag. */
import { NumberInput, Select } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { noteRect } from '#designer/ui/diagram/notes.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { LIMITS, NOTE_LENGTH, type Note } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';
import { NOTE_LEAST } from '../editor/commands/note.ts';
import { useEditor } from '../editor/editor.tsx';
import { TextField } from '../panel/fields.tsx';
import { PanelHead } from '../panel/PanelHead.tsx';
import styles from '../panel/panel.module.css';

export const NoteForm = ({ note }: { note: Note }) => {
  const { say, definition, change, readOnly } = useEditor();
  const { attachNote } = useActs();
  return (
    <>
      <PanelHead icon={IconNote} title={say('canvas.note')} />
      <div className={styles.body}>
        <TextField
          label={say('canvas.note.text')}
          placeholder={say('canvas.note.placeholder')}
          lines={4}
          maxLength={LIMITS.textLength}
          value={note.text}
          onChange={(text) =>
            change(
              { type: 'updateNote', id: note.id, changes: { text } },
              say('canvas.did.noteWritten'),
              { mark: `${note.id}:text`, quiet: true },
            )
          }
        />
        <Select
          label={say('canvas.note.about')}
          placeholder={say('canvas.note.aboutNothing')}
          data={definition.elements.map((element) => ({
            value: element.id,
            label: nameOf(say, element),
          }))}
          value={note.about ?? null}
          onChange={(element) => attachNote(note.id, element)}
          clearable
          clearButtonProps={{ 'aria-label': say('canvas.note.detach') }}
          searchable
          nothingFoundMessage={say('canvas.picker.none')}
          readOnly={readOnly}
        />
        <Sizes note={note} />
      </div>
    </>
  );
};

const Sizes = ({ note }: { note: Note }) => {
  const { say, change, readOnly } = useEditor();
  const rect = noteRect(note);
  return (['width', 'height'] as const).map((side) => (
    <NumberInput
      key={side}
      label={say(`canvas.note.${side}`)}
      value={note[side] ?? rect[side]}
      min={NOTE_LEAST[side]}
      max={NOTE_LENGTH.maximum}
      step={8}
      allowDecimal={false}
      clampBehavior="blur"
      readOnly={readOnly}
      onChange={(value) => {
        const isFit =
          typeof value === 'number' && value >= NOTE_LEAST[side] && value <= NOTE_LENGTH.maximum;
        if (!isFit) return;
        change(
          { type: 'updateNote', id: note.id, changes: { [side]: value } },
          say('canvas.did.noteSized'),
          { mark: `${note.id}:${side}`, quiet: true },
        );
      }}
    />
  ));
};
