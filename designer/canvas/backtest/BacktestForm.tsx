/** Which tickets a back-test takes, and how many. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { LocalDates } from '#designer/ui/LocalDates.tsx';
import { TICKET_TYPES } from '#engine/definition.ts';
import { queuesQuery } from '../queries.ts';
import styles from './backtest.module.css';
import type { Wanted } from './backtests.ts';

type Props = { readonly busy: boolean; readonly onStart: (wanted: Wanted) => void };

const USUAL = 500;
const MOST = 10_000;
const PRIORITIES = [1, 2, 3, 4] as const;

export const BacktestForm = ({ busy, onStart }: Props) => {
  const say = useSay();
  const queues = useQuery(queuesQuery);
  const [limit, setLimit] = useState<number | string>(USUAL);
  const [type, setType] = useState<string | null>(null);
  const [priority, setPriority] = useState<string | null>(null);
  const [queue, setQueue] = useState<string | null>(null);
  const [category, setCategory] = useState('');
  const [closedAfter, setClosedAfter] = useState('');
  const many = Number(limit);
  const isMany = Number.isInteger(many) && many >= 1 && many <= MOST;
  const start = () => {
    if (!isMany || busy) return;
    onStart({
      limit: many,
      filter: {
        ...(type ? { type } : {}),
        ...(priority ? { priority: Number(priority) } : {}),
        ...(queue ? { queue } : {}),
        ...(category.trim() ? { category: category.trim() } : {}),
        ...(closedAfter ? { closedAfter: new Date(`${closedAfter}T00:00:00`).toISOString() } : {}),
      },
    });
  };
  const any = say('canvas.backtest.any');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <NumberInput
        label={say('canvas.backtest.limit')}
        value={limit}
        onChange={setLimit}
        min={1}
        max={MOST}
        clampBehavior="none"
        allowDecimal={false}
        error={isMany ? undefined : say('canvas.backtest.limit.wrong', { most: MOST })}
      />
      <Select
        label={say('canvas.backtest.type')}
        placeholder={any}
        clearable
        value={type}
        onChange={setType}
        data={TICKET_TYPES.map((value) => ({ value, label: say(`type.${value}`) }))}
      />
      <Select
        label={say('canvas.backtest.priority')}
        placeholder={any}
        clearable
        value={priority}
        onChange={setPriority}
        data={PRIORITIES.map((value) => ({
          value: String(value),
          label: say(`priority.${value}`),
        }))}
      />
      <Select
        label={say('canvas.backtest.queue')}
        placeholder={any}
        clearable
        searchable
        value={queue}
        onChange={setQueue}
        data={(queues.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
      />
      <TextInput
        label={say('canvas.backtest.category')}
        placeholder={any}
        value={category}
        maxLength={100}
        onChange={(event) => setCategory(event.currentTarget.value)}
      />
      <LocalDates>
        <DateInput
          label={say('canvas.backtest.closedAfter')}
          placeholder={any}
          valueFormat="DD MMM YYYY"
          clearable
          value={closedAfter || null}
          onChange={(date) => setClosedAfter(date ?? '')}
        />
      </LocalDates>
      <Button type="submit" leftSection={<IconPlayerPlay size={16} />} loading={busy}>
        {say('canvas.backtest.start')}
      </Button>
    </form>
  );
};
