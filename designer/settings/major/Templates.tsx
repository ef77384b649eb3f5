/** How stakeholder updates are worded: the tenant's own texts with placeholders. */
import { Textarea, TextInput } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  addTemplate,
  changeTemplate,
  majorSettingsQuery,
  removeTemplate,
  templatesQuery,
} from '#designer/client/major.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { UpdateTemplate } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import classes from './settings-major.module.css';

export function Templates() {
  const t = useText();
  const templates = useQuery(templatesQuery);
  const columns: Column<UpdateTemplate>[] = [
    { key: 'name', head: t('settings.name'), cell: ({ name }) => <strong>{name}</strong> },
    { key: 'subject', head: t('major.update.subject'), cell: ({ subject }) => subject, wide: true },
  ];
  return (
    <section className={classes.wide}>
      <h2 className={classes.heading}>{t('majors.templates')}</h2>
      <RecordList
        lead={t('majors.templates.text')}
        caption={t('majors.templates')}
        query={templates}
        columns={columns}
        none={{
          icon: IconTemplate,
          title: t('majors.templates.none.title'),
          text: t('majors.templates.none.text'),
        }}
        addLabel={t('majors.templates.add')}
        editLabel={({ name }) => t('queues.edit', { name })}
        dialog={(template, onClose) => <TemplateDialog template={template} onClose={onClose} />}
      />
    </section>
  );
}

type DialogProps = { template: UpdateTemplate | null; onClose: () => void };

function TemplateDialog({ template, onClose }: DialogProps) {
  const t = useText();
  const placeholders = useQuery(majorSettingsQuery).data?.placeholders ?? [];
  const [name, setName] = useState(template?.name ?? '');
  const [key, setKey] = useState('');
  const [subject, setSubject] = useState(
    template?.subject ?? '{{ticket.number}}: {{majorIncident.headline}}',
  );
  const [body, setBody] = useState(template?.body ?? '');
  const save = (sendKey: string) =>
    template === null
      ? addTemplate({ key: key === '' ? toKey(name) : key, name, subject, body }, sendKey)
      : changeTemplate(template, { name, subject, body });
  return (
    <SaveDialog
      title={template === null ? t('majors.templates.add') : template.name}
      what={[name, key, subject, body]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          {template === null && (
            <KeyField name={name} value={key} onChange={setKey} problem={problem} />
          )}
          <TextInput
            label={t('major.update.subject')}
            value={subject}
            maxLength={300}
            dir="auto"
            onChange={(event) => setSubject(event.currentTarget.value)}
            error={fieldError(problem, '/subject')}
          />
          <Textarea
            label={t('major.update.body')}
            description={t('major.update.placeholders', {
              names: placeholders.map((one) => `{{${one}}}`).join(', '),
            })}
            value={body}
            maxLength={10_000}
            autosize
            minRows={5}
            maxRows={14}
            dir="auto"
            onChange={(event) => setBody(event.currentTarget.value)}
            error={fieldError(problem, '/body')}
          />
          {template !== null && (
            <RemoveRecord
              label={t('majors.remove')}
              name={template.name}
              act={() => removeTemplate(template)}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
