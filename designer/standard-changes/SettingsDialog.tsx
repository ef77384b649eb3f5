/** What of a standard change is no part of a version: its name, who owns it, and when it is looked at again. */
import { Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeStandard } from '#designer/client/standard-changes.ts';
import type { StandardChange } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';

type Props = {
  standard: StandardChange;
  onClose: () => void;
  onDone: (standard: StandardChange) => void;
};

export function SettingsDialog({ standard, onClose, onDone }: Props) {
  const t = useText();
  const [fields, setFields] = useState({
    name: standard.name,
    description: standard.description,
    category: standard.category ?? '',
    owner: standard.owner.email,
    reviewMonths: standard.reviewMonths,
    reviewAfter: standard.reviewAfter,
    suspends: standard.suspends,
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const body = {
    ...fields,
    name: fields.name.trim(),
    category: fields.category.trim() || null,
    owner: fields.owner.trim(),
  };
  return (
    <SaveDialog
      title={t('standards.act.update')}
      submit={t('common.save')}
      what={body}
      save={async () => onDone(await changeStandard(standard, body))}
      saved={t('settings.saved')}
      touches={[keys.standards()]}
      disabled={body.name === '' || body.owner === ''}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label={t('settings.name')}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={fieldError(problem, '/name')}
            maxLength={200}
            dir="auto"
            data-autofocus
          />
          <Textarea
            label={t('standards.description')}
            value={fields.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
            maxLength={2_000}
            autosize
            dir="auto"
          />
          <TextInput
            label={t('field.category')}
            value={fields.category}
            onChange={(event) => set({ category: event.currentTarget.value })}
            maxLength={100}
            dir="auto"
          />
          <TextInput
            type="email"
            label={t('standards.owner.email')}
            value={fields.owner}
            onChange={(event) => set({ owner: event.currentTarget.value })}
            error={fieldError(problem, '/owner')}
            maxLength={320}
            dir="ltr"
          />
          <NumberInput
            label={t('standards.reviewMonths')}
            value={fields.reviewMonths}
            min={1}
            max={60}
            onChange={(value) => typeof value === 'number' && set({ reviewMonths: value })}
          />
          <NumberInput
            label={t('standards.reviewAfter')}
            value={fields.reviewAfter}
            min={1}
            max={100}
            onChange={(value) => typeof value === 'number' && set({ reviewAfter: value })}
          />
          <Checkbox
            label={t('standards.suspends')}
            checked={fields.suspends}
            onChange={(event) => set({ suspends: event.currentTarget.checked })}
          />
        </>
      )}
    </SaveDialog>
  );
}
