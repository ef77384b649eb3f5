/** A decision by a board in its meeting: which board, and what it is told beside the change. */
import { Select } from '@mantine/core';
import type { ElementOf } from '#engine/definition.ts';
import { NOT_CHOSEN } from '#engine/not-chosen.ts';
import { useEditor } from '../editor/editor.tsx';
import { useDirectory } from '../panel/directory.ts';
import { useFieldFinding } from '../panel/field-finding.ts';
import { Section, TextField } from '../panel/fields.tsx';
import { said, useUpdateElement } from '../panel/update.ts';

type CabReview = ElementOf<'cabReview'>;

export const CabReviewForm = ({ element }: { element: CabReview }) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateElement<CabReview>();
  const finding = useFieldFinding(element);
  const { board: options } = useDirectory();
  const { cab } = element;
  const isChosen = cab.board !== NOT_CHOSEN;
  const known = options.some(({ value }) => value === cab.board);
  const set = (changes: Partial<CabReview['cab']>, field: string) =>
    update({ ...element, cab: { ...cab, ...changes } }, field);
  return (
    <>
      <Section title={say('canvas.cab.board')} hint={say('canvas.cab.hint')}>
        <Select
          aria-label={say('canvas.cab.board')}
          placeholder={say('canvas.cab.choose')}
          data={
            known || !isChosen ? [...options] : [...options, { value: cab.board, label: cab.board }]
          }
          value={isChosen ? cab.board : null}
          error={finding({ rules: ['unknown-key'] })}
          readOnly={readOnly}
          searchable
          allowDeselect={false}
          nothingFoundMessage={say('canvas.picker.none')}
          onChange={(board) => board && set({ board }, 'board')}
        />
      </Section>
      <Section title={say('canvas.cab.message')}>
        <TextField
          label={say('canvas.cab.message')}
          hideLabel
          placeholder={say('canvas.cab.messageHint')}
          lines={3}
          value={cab.message}
          onChange={(text) => set({ message: said(text) }, 'message')}
        />
      </Section>
    </>
  );
};
