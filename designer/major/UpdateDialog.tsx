/** Writes to the stakeholders: from a template or freely, shown as it will be read and by whom, sent once. */
import { Button, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  majorSettingsQuery,
  majorTouches,
  previewUpdate,
  sendUpdate,
  templatesQuery,
  type UpdateDraft,
} from '#designer/client/major.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { MajorIncident, Stage, UpdatePreview } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import classes from './major.module.css';

const STAGES: readonly Stage[] = ['investigating', 'identified', 'monitoring', 'resolved'];

export function UpdateDialog({ major, onClose }: { major: MajorIncident; onClose: () => void }) {
  const t = useText();
  const templates = useQuery(templatesQuery).data?.items ?? [];
  const placeholders = useQuery(majorSettingsQuery).data?.placeholders ?? [];
  const [template, setTemplate] = useState<string | null>(null);
  const [taken, setTaken] = useState('');
  const [draft, setDraft] = useState<UpdateDraft>({
    stage: major.state === 'resolved' ? 'resolved' : 'investigating',
    subject: `${major.ticket.number}: ${major.headline}`,
    body: '',
  });
  const [shown, setShown] = useState<{ of: UpdateDraft; as: UpdatePreview } | null>(null);
  const [unshown, setUnshown] = useState<unknown>(null);
  const change = (part: Partial<UpdateDraft>) => {
    setDraft({ ...draft, ...part });
    setShown(null);
    setUnshown(null);
  };
  const take = (key: string | null) => {
    const found = templates.find((one) => one.key === key);
    setTemplate(key);
    if (!found) return;
    const stage = STAGES.find((one) => one === found.key) ?? draft.stage;
    // What was typed stays, below it.
    const typed = draft.body === taken ? '' : draft.body.trim();
    setTaken(found.body);
    const body = typed === '' ? found.body : `${found.body}\n\n${typed}`;
    change({ subject: found.subject, body, stage });
  };
  const preview = () => {
    setUnshown(null);
    previewUpdate(major.id, draft).then((as) => setShown({ of: draft, as }), setUnshown);
  };
  const save = async (sendKey: string) => {
    const { recipients } = await sendUpdate(major.id, draft, sendKey);
    return t('major.update.sent', { count: recipients });
  };
  const empty = draft.subject.trim() === '' || draft.body.trim() === '';
  return (
    <SaveDialog
      title={t('major.update.title', { number: major.ticket.number })}
      submit={t('major.update.send')}
      size="lg"
      what={draft}
      touches={majorTouches(major.ticket)}
      disabled={empty}
      save={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {templates.length > 0 && (
            <Select
              label={t('major.update.template')}
              placeholder={t('major.update.template.none')}
              data={templates.map(({ key, name }) => ({ value: key, label: name }))}
              value={template}
              onChange={take}
              clearable
            />
          )}
          <Select
            label={t('major.update.stage')}
            data={STAGES.map((stage) => ({ value: stage, label: t(`major.stage.${stage}`) }))}
            value={draft.stage}
            onChange={(next) =>
              change({ stage: STAGES.find((one) => one === next) ?? draft.stage })
            }
            allowDeselect={false}
          />
          <TextInput
            label={t('major.update.subject')}
            value={draft.subject}
            maxLength={300}
            dir="auto"
            onChange={(event) => change({ subject: event.currentTarget.value })}
            error={fieldError(problem, '/subject') ?? fieldError(unshown, '/subject')}
          />
          <Textarea
            label={t('major.update.body')}
            value={draft.body}
            maxLength={10_000}
            autosize
            minRows={5}
            maxRows={14}
            dir="auto"
            onChange={(event) => change({ body: event.currentTarget.value })}
            error={fieldError(problem, '/body') ?? fieldError(unshown, '/body')}
            data-autofocus
          />
          <details className={classes.filled}>
            <summary>{t('major.update.placeholders')}</summary>
            <code dir="ltr">{placeholders.map((name) => `{{${name}}}`).join(' ')}</code>
          </details>
          <div>
            <Button variant="default" size="xs" disabled={empty} onClick={preview}>
              {t('major.update.preview')}
            </Button>
          </div>
          {unshown !== null && <ProblemNotice error={unshown} compact />}
          {shown?.of === draft && <Preview shown={shown.as} />}
        </>
      )}
    </SaveDialog>
  );
}

function Preview({ shown }: { shown: UpdatePreview }) {
  const t = useText();
  return (
    <section className={classes.preview} aria-label={t('major.update.preview')}>
      <strong dir="auto">{shown.subject}</strong>
      <p className={classes.body} dir="auto">
        {shown.body}
      </p>
      <Text size="xs" c="var(--p-text-3)">
        {shown.recipients.length === 0
          ? t('major.update.nobody')
          : t('major.update.to', {
              count: shown.recipients.length,
              names: shown.recipients.map(({ name, email }) => name || email).join(', '),
            })}
      </Text>
    </section>
  );
}
