/** Freezes: from when to when nothing begins, for what, and why; whom one would catch is said before it is saved. */
import { Textarea, TextInput } from '@mantine/core';
import { IconSnowflake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import {
  addFreeze,
  caughtQuery,
  changeFreeze,
  freezesQuery,
  removeFreeze,
  type ScopeFields as Scope,
} from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Freeze } from '#designer/client/types/changes.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
import { NameField } from '../NameFields.tsx';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import classes from './changes.module.css';
import { isWhole, ScopeFields, toFields, useScopeWords } from './ScopeFields.tsx';

export function Freezes() {
  const t = useText();
  const intl = useIntl();
  const scopeWords = useScopeWords();
  const freezes = useQuery(freezesQuery);
  const shown = (at: string) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  const columns: Column<Freeze>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ name }) => <strong dir="auto">{name}</strong>,
    },
    {
      key: 'when',
      head: t('changes.freeze.when'),
      cell: ({ from, to }) => t('changes.span', { from: shown(from), to: shown(to) }),
    },
    { key: 'scope', head: t('changes.scope'), cell: ({ scope }) => scopeWords(scope) },
    { key: 'reason', head: t('changes.freeze.reason'), cell: ({ reason }) => reason, wide: true },
  ];
  return (
    <section>
      <h2 className={classes.heading}>{t('changes.freezes')}</h2>
      <RecordList
        lead={t('changes.freezes.text')}
        caption={t('changes.freezes')}
        query={freezes}
        columns={columns}
        none={{
          icon: IconSnowflake,
          title: t('changes.freezes.none.title'),
          text: t('changes.freezes.none.text'),
        }}
        addLabel={t('changes.freezes.add')}
        editLabel={({ name }) => t('queues.edit', { name })}
        mayEdit={({ allowed }) => allowed.includes('update')}
        dialog={(freeze, onClose) => <FreezeDialog freeze={freeze} onClose={onClose} />}
      />
    </section>
  );
}

function FreezeDialog({ freeze, onClose }: { freeze: Freeze | null; onClose: () => void }) {
  const t = useText();
  const intl = useIntl();
  const { timeZone } = useLocale();
  const [name, setName] = useState(freeze?.name ?? '');
  const [reason, setReason] = useState(freeze?.reason ?? '');
  const [from, setFrom] = useState(toWall(timeZone, freeze?.from));
  const [to, setTo] = useState(toWall(timeZone, freeze?.to));
  const [scope, setScope] = useState<Scope>(freeze ? toFields(freeze.scope) : { kind: 'all' });
  const span = { from: fromWall(timeZone, from) ?? '', to: fromWall(timeZone, to) ?? '' };
  const isSpan = span.from !== '' && span.from < span.to && isWhole(scope);
  const caught = useQuery(caughtQuery(isSpan ? { ...span, scope } : null));
  const changes = isSpan ? caught.data?.changes : undefined;
  const body = { name, reason, ...span, scope };
  return (
    <SaveDialog
      title={freeze === null ? t('changes.freezes.add') : freeze.name}
      what={body}
      touches={[keys.changes()]}
      save={(sendKey) => (freeze === null ? addFreeze(body, sendKey) : changeFreeze(freeze, body))}
      saved={t('settings.saved')}
      submit={t('common.save')}
      disabled={!isSpan}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          <Textarea
            label={t('changes.freeze.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={fieldError(problem, '/reason')}
            maxLength={2_000}
            autosize
            required
            withAsterisk={false}
          />
          <div className={classes.fields}>
            <TextInput
              type="datetime-local"
              label={t('changes.from')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={fieldError(problem, '/from')}
              required
              withAsterisk={false}
            />
            <TextInput
              type="datetime-local"
              label={t('changes.to')}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              error={fieldError(problem, '/to')}
              required
              withAsterisk={false}
            />
          </div>
          <p className={classes.quiet}>{t('changes.plan.zone', { zone: timeZone })}</p>
          <ScopeFields
            offered={['all', 'items', 'kinds']}
            value={scope}
            onChange={setScope}
            error={fieldError(problem, '/scope/items/0') ?? fieldError(problem, '/scope')}
          />
          {changes !== undefined && (
            <p className={classes.quiet} aria-live="polite">
              {t('changes.freeze.catches', {
                count: changes.length,
                names: intl.formatList(
                  changes.map(({ change }) => change?.number ?? t('changes.conflict.hidden')),
                  { type: 'conjunction' },
                ),
              })}
            </p>
          )}
          {freeze !== null && (
            <RemoveRecord
              label={t('changes.freezes.remove')}
              name={freeze.name}
              act={() => removeFreeze(freeze)}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
