/** Maintenance windows: when what they are for may be touched, once or again and again. */
import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import {
  addWindow,
  changeWindow,
  removeWindow,
  type ScopeFields as Scope,
  windowsQuery,
} from '#designer/client/changes.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { MaintenanceWindow, Opening } from '#designer/client/types/changes.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
import { NameField } from '../NameFields.tsx';
import type { Column } from '../parts.tsx';
import { RecordList } from '../RecordList.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import { RepeatsField } from '../RepeatsField.tsx';
import { ruleMoved } from '../repeats.ts';
import { useRepeats } from '../use-repeats.ts';
import { ZoneSelect } from '../ZoneSelect.tsx';
import classes from './changes.module.css';
import { isWhole, ScopeFields, toFields, useScopeWords } from './ScopeFields.tsx';

export function Windows() {
  const t = useText();
  const scopeWords = useScopeWords();
  const openingWords = useOpeningWords();
  const windows = useQuery(windowsQuery);
  const columns: Column<MaintenanceWindow>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ name }) => <strong dir="auto">{name}</strong>,
    },
    { key: 'opens', head: t('changes.window.opens'), cell: ({ opens }) => openingWords(opens) },
    { key: 'scope', head: t('changes.scope'), cell: ({ scope }) => scopeWords(scope), wide: true },
  ];
  return (
    <section>
      <h2 className={classes.heading}>{t('changes.windows')}</h2>
      <RecordList
        lead={t('changes.windows.text')}
        caption={t('changes.windows')}
        query={windows}
        columns={columns}
        none={{
          icon: IconTool,
          title: t('changes.windows.none.title'),
          text: t('changes.windows.none.text'),
        }}
        addLabel={t('changes.windows.add')}
        editLabel={({ name }) => t('queues.edit', { name })}
        mayEdit={({ allowed }) => allowed.includes('update')}
        dialog={(window, onClose) => <WindowDialog window={window} onClose={onClose} />}
      />
    </section>
  );
}

function useOpeningWords(): (opens: Opening) => string {
  const t = useText();
  const intl = useIntl();
  const repeats = useRepeats();
  const shown = (at: string) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (opens) =>
    'first' in opens
      ? t('changes.window.repeats', {
          time: opens.time,
          zone: opens.timeZone,
          minutes: opens.minutes,
          first: intl.formatDate(`${opens.first}T12:00:00Z`, { timeZone: 'UTC' }),
          rule: repeats(opens.first, opens.rrule),
        })
      : t('changes.span', { from: shown(opens.from), to: shown(opens.to) });
}

type Again = Extract<Opening, { first: string }>;

function WindowDialog({
  window,
  onClose,
}: {
  window: MaintenanceWindow | null;
  onClose: () => void;
}) {
  const t = useText();
  const { timeZone } = useLocale();
  const known = window?.opens;
  const [name, setName] = useState(window?.name ?? '');
  const [scope, setScope] = useState<Scope>(window ? toFields(window.scope) : { kind: 'all' });
  const [isAgain, setAgain] = useState(known === undefined || 'first' in known);
  const [again, setOpening] = useState<Again>(
    known !== undefined && 'first' in known
      ? known
      : { first: '', time: '22:00', minutes: 240, timeZone, rrule: 'FREQ=WEEKLY;BYDAY=SU' },
  );
  const once = known !== undefined && 'from' in known ? known : undefined;
  const [from, setFrom] = useState(toWall(timeZone, once?.from));
  const [to, setTo] = useState(toWall(timeZone, once?.to));
  const opens: Opening = isAgain
    ? again
    : { from: fromWall(timeZone, from) ?? '', to: fromWall(timeZone, to) ?? '' };
  const isGiven = 'first' in opens ? opens.first !== '' : opens.from !== '' && opens.to !== '';
  const body = { name, scope, opens };
  const change = (part: Partial<Again>) => setOpening({ ...again, ...part });
  return (
    <SaveDialog
      title={window === null ? t('changes.windows.add') : window.name}
      what={body}
      touches={[keys.changes()]}
      save={(sendKey) => (window === null ? addWindow(body, sendKey) : changeWindow(window, body))}
      saved={t('settings.saved')}
      submit={t('common.save')}
      disabled={!isGiven || !isWhole(scope)}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          <SegmentedControl
            aria-label={t('changes.window.opens')}
            value={isAgain ? 'again' : 'once'}
            onChange={(value) => setAgain(value === 'again')}
            data={(['again', 'once'] as const).map((value) => ({
              value,
              label: t(`changes.window.${value}`),
            }))}
          />
          {isAgain ? (
            <>
              <div className={classes.fields}>
                <TextInput
                  type="date"
                  label={t('changes.window.first')}
                  value={again.first}
                  onChange={({ currentTarget: { value: first } }) =>
                    change({ first, rrule: ruleMoved(again.rrule, again.first, first) })
                  }
                  error={fieldError(problem, '/opens/first')}
                  required
                  withAsterisk={false}
                />
                <TextInput
                  type="time"
                  label={t('changes.window.time')}
                  value={again.time}
                  onChange={(event) => change({ time: event.currentTarget.value })}
                  required
                  withAsterisk={false}
                />
                <NumberInput
                  label={t('changes.window.minutes')}
                  value={again.minutes}
                  min={1}
                  max={44_640}
                  onChange={(value) => typeof value === 'number' && change({ minutes: value })}
                />
              </div>
              <ZoneSelect
                value={again.timeZone}
                onChange={(zone) => change({ timeZone: zone })}
                error={fieldError(problem, '/opens/timeZone')}
              />
              <RepeatsField
                first={again.first}
                rrule={again.rrule}
                onChange={(rrule) => change({ rrule })}
                error={fieldError(problem, '/opens/rrule')}
              />
            </>
          ) : (
            <div className={classes.fields}>
              <TextInput
                type="datetime-local"
                label={t('changes.from')}
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
                error={fieldError(problem, '/opens/from')}
              />
              <TextInput
                type="datetime-local"
                label={t('changes.to')}
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
                error={fieldError(problem, '/opens/to')}
              />
            </div>
          )}
          <ScopeFields
            offered={['all', 'items', 'groups']}
            value={scope}
            onChange={setScope}
            error={fieldError(problem, '/scope/items/0') ?? fieldError(problem, '/scope')}
          />
          {window !== null && (
            <RemoveRecord
              label={t('changes.windows.remove')}
              name={window.name}
              act={() => removeWindow(window)}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
