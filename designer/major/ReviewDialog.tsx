/** The review after it: what happened, why, and what is to be done by whom until when. Each action becomes a task. */
import { ActionIcon, Button, Text, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { majorTouches, reviewMajor } from '#designer/client/major.ts';
import { usePeopleSearch } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { MajorIncident } from '#designer/client/types/major.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useLocale, useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { fromWall } from '#designer/ui/wall-time.ts';
import classes from './major.module.css';

type Row = { key: number; title: string; person: Person | null; on: string };

/** When a day of work ends, for who says only the day. */
const END_OF_DAY = 'T17:00';
const MOST = 50;

export function ReviewDialog({ major, onClose }: { major: MajorIncident; onClose: () => void }) {
  const t = useText();
  const { timeZone } = useLocale();
  const { id, ticket, version } = major;
  const [summary, setSummary] = useState('');
  const [cause, setCause] = useState('');
  const [rows, setRows] = useState<Row[]>([]);
  const [count, setCount] = useState(0);
  const add = () => {
    setRows([...rows, { key: count, title: '', person: null, on: '' }]);
    setCount(count + 1);
  };
  const change = (key: number, part: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const save = async (idempotencyKey: string) => {
    const actions = rows.map(({ title, person, on }) => ({
      title: title.trim(),
      assignee: person?.email ?? '',
      dueAt: fromWall(timeZone, `${on}${END_OF_DAY}`) ?? '',
    }));
    const body = { summary: summary.trim(), cause: cause.trim(), actions };
    await reviewMajor(id, body, { version, idempotencyKey });
    return t('major.review.done', { count: actions.length });
  };
  const whole = rows.every(({ title, person, on }) => title.trim() !== '' && person && on !== '');
  return (
    <SaveDialog
      title={t('major.review.title', { number: ticket.number })}
      submit={t('major.review.save')}
      size="xl"
      what={[summary, cause, rows]}
      touches={majorTouches(ticket)}
      disabled={summary.trim() === '' || cause.trim() === '' || !whole}
      save={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Textarea
            label={t('major.review.summary')}
            value={summary}
            maxLength={20_000}
            autosize
            minRows={3}
            maxRows={10}
            dir="auto"
            onChange={(event) => setSummary(event.currentTarget.value)}
            data-autofocus
          />
          <Textarea
            label={t('major.review.cause')}
            value={cause}
            maxLength={20_000}
            autosize
            minRows={3}
            maxRows={10}
            dir="auto"
            onChange={(event) => setCause(event.currentTarget.value)}
          />
          <Text size="sm" fw={500}>
            {t('major.review.actions')}
          </Text>
          {rows.map((row, index) => (
            <ActionRow
              key={row.key}
              row={row}
              wrong={fieldError(problem, `/actions/${index}/assignee`)}
              onChange={(part) => change(row.key, part)}
              onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
            />
          ))}
          <div>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              disabled={rows.length >= MOST}
              onClick={add}
            >
              {t('major.review.add')}
            </Button>
          </div>
          <Text size="sm">{t('major.review.text')}</Text>
        </>
      )}
    </SaveDialog>
  );
}

type RowProps = {
  row: Row;
  wrong: string | undefined;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
};

function ActionRow({ row, wrong, onChange, onRemove }: RowProps) {
  const t = useText();
  const search = usePeopleSearch();
  return (
    <div className={classes.action}>
      <TextInput
        label={t('major.review.action')}
        value={row.title}
        maxLength={300}
        dir="auto"
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        error={wrong}
      />
      <PeoplePick search={search} onPick={(person) => onChange({ person })}>
        {(toggle) => (
          <Button variant="default" onClick={toggle}>
            {row.person ? <PersonName person={row.person} /> : t('major.review.who')}
          </Button>
        )}
      </PeoplePick>
      <TextInput
        type="date"
        label={t('major.review.until')}
        value={row.on}
        onChange={(event) => onChange({ on: event.currentTarget.value })}
      />
      <Tooltip label={t('major.review.remove')}>
        <ActionIcon aria-label={t('major.review.remove')} onClick={onRemove} size={36}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
