/** A board is made or changed: who sits on it, when it meets, and what is enough. */
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addBoard, changeBoard, removeBoard } from '#designer/client/cab.ts';
import { fieldError } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Board } from '#designer/client/types/cab.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { useDuration } from '#designer/ui/time.ts';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';
import { RemoveRecord } from '../RemoveRecord.tsx';
import { RepeatsField } from '../RepeatsField.tsx';
import { errorUnder } from '../service/error-under.ts';
import { ZoneSelect } from '../ZoneSelect.tsx';
import { type BoardDraft, draftOf, fieldsOf, isWhole, startingAt } from './board-draft.ts';
import classes from './boards.module.css';
import { MemberRows } from './MemberRows.tsx';

const MINUTES_MAX = 44_640;

export function BoardDialog({ board, onClose }: { board: Board | null; onClose: () => void }) {
  const t = useText();
  const { timeZone } = useLocale();
  const [draft, setDraft] = useState<BoardDraft>(() => draftOf(board, timeZone));
  const [key, setKey] = useState('');
  const change = (part: Partial<BoardDraft>) => setDraft({ ...draft, ...part });
  const body = fieldsOf(draft);
  const save = (sendKey: string) =>
    board === null
      ? addBoard({ key: key === '' ? toKey(body.name) : key, ...body }, sendKey)
      : changeBoard(board, body);
  return (
    <SaveDialog
      title={board === null ? t('boards.add') : t('boards.edit', { name: board.name })}
      what={[key, body]}
      touches={[keys.cab()]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      size="lg"
      disabled={!isWhole(draft)}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField
            label={t('settings.name')}
            value={draft.name}
            onChange={(name) => change({ name })}
            problem={problem}
          />
          {board === null && (
            <KeyField name={draft.name} value={key} onChange={setKey} problem={problem} />
          )}
          <Textarea
            label={t('boards.description')}
            value={draft.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            minRows={2}
            maxLength={2_000}
            dir="auto"
          />
          <MemberRows
            members={draft.members}
            onChange={(members) => change({ members })}
            error={errorUnder(problem, '/members')}
          />
          <NumberInput
            label={t('boards.quorum')}
            value={draft.quorum}
            min={1}
            max={100}
            onChange={(quorum) => typeof quorum === 'number' && change({ quorum })}
            error={
              fieldError(problem, '/quorum') ??
              (draft.members.length > 0 && draft.quorum > draft.members.length
                ? t('boards.quorum.many')
                : undefined)
            }
          />
          <WhenFields draft={draft} onChange={change} problem={problem} />
          {board?.allowed.includes('delete') && (
            <RemoveRecord
              label={t('boards.remove')}
              name={board.name}
              act={() => removeBoard(board)}
              touches={keys.cab()}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}

type FieldsProps = {
  draft: BoardDraft;
  onChange: (part: Partial<BoardDraft>) => void;
  problem: unknown;
};

function WhenFields({ draft, onChange, problem }: FieldsProps) {
  const t = useText();
  const duration = useDuration();
  const length = (minutes: number) => t('boards.length', { length: duration(minutes * 60) });
  return (
    <>
      <Select
        label={t('boards.meets')}
        data={[
          { value: 'itself', label: t('boards.meets.itself') },
          { value: 'hand', label: t('boards.meets.hand') },
        ]}
        value={draft.meetsItself ? 'itself' : 'hand'}
        allowDeselect={false}
        onChange={(next) => onChange({ meetsItself: next === 'itself' })}
      />
      {draft.meetsItself && (
        <div className={classes.fields}>
          <TextInput
            type="datetime-local"
            label={t('boards.first')}
            value={draft.starts}
            onChange={(event) => onChange(startingAt(draft, event.currentTarget.value))}
            error={fieldError(problem, '/meets/starts')}
          />
          <RepeatsField
            first={draft.starts.slice(0, 10)}
            rrule={draft.rrule}
            onChange={(rrule) => onChange({ rrule })}
            error={fieldError(problem, '/meets/rrule')}
          />
        </div>
      )}
      <ZoneSelect
        value={draft.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        error={fieldError(problem, '/timeZone')}
      />
      <div className={classes.fields}>
        <NumberInput
          label={t('boards.minutes')}
          description={length(draft.minutes)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.minutes}
          min={5}
          max={MINUTES_MAX}
          onChange={(minutes) => typeof minutes === 'number' && onChange({ minutes })}
          error={fieldError(problem, '/minutes')}
        />
        <NumberInput
          label={t('boards.cutOff')}
          description={`${length(draft.cutOffMinutes)}. ${t('boards.cutOff.help')}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.cutOffMinutes}
          min={0}
          max={MINUTES_MAX}
          onChange={(cutOffMinutes) =>
            typeof cutOffMinutes === 'number' && onChange({ cutOffMinutes })
          }
          error={fieldError(problem, '/cutOffMinutes')}
        />
      </div>
      <Switch
        label={t('cab.virtual.switch')}
        description={t('cab.virtual.help')}
        checked={draft.virtual}
        onChange={(event) => onChange({ virtual: event.currentTarget.checked })}
      />
    </>
  );
}
