/** How much a ticket matters, what it is about and who is to have it. */
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queuesQuery } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Level } from '#designer/client/types/tickets.ts';
import { ItemsPick } from '#designer/ui/ItemsPick.tsx';
import { useText } from '#designer/ui/locale.ts';
import { usualLevel } from '#engine/priority.ts';
import type { Draft } from './draft.ts';
import { errorWithin } from './errors.ts';
import classes from './NewTicketPage.module.css';

const LEVELS: Level[] = [1, 2, 3];
const ITEMS_MAX = 100;

type Props = {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly error: unknown;
  readonly isWorker: boolean;
};

export function WhereFields({ draft, onChange, error, isWorker }: Props) {
  const t = useText();
  const queues = useQuery(queuesQuery()).data?.items ?? [];
  const levels = LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`) }));
  return (
    <>
      {isWorker && (
        <ItemsPick
          size="md"
          label={`${t('field.configItems')} ${t('common.optional')}`}
          value={draft.items.map(({ key }) => key)}
          onChange={(_, items) => onChange({ items })}
          known={draft.items}
          error={errorWithin(error, '/configItems')}
          max={ITEMS_MAX}
        />
      )}
      <div className={classes.row}>
        {(['impact', 'urgency'] as const).map((field) => (
          <Select
            key={field}
            size="md"
            label={t(`field.${field}`)}
            data={levels}
            value={String(draft[field] ?? usualLevel(draft.type))}
            onChange={(value) => onChange({ [field]: Number(value) as Level })}
            error={fieldError(error, `/${field}`)}
            allowDeselect={false}
          />
        ))}
        <TextInput
          size="md"
          label={`${t('field.category')} ${t('common.optional')}`}
          value={draft.category}
          onChange={(event) => onChange({ category: event.currentTarget.value })}
          error={fieldError(error, '/category')}
          maxLength={100}
          dir="auto"
        />
        <Select
          size="md"
          label={`${t('field.queue')} ${t('common.optional')}`}
          data={queues.map((queue) => ({ value: queue.key, label: queue.name }))}
          value={draft.queue}
          onChange={(queue) => onChange({ queue })}
          error={fieldError(error, '/queue')}
          placeholder={t('field.empty')}
          clearable
        />
      </div>
    </>
  );
}
