/** Queues and the groups that own them. */
import { Select } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeQueue, createQueue, groupsQuery, queuesQuery } from '#designer/client/people.ts';
import type { Queue } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import classes from './Groups.module.css';
import { KeyField, NameField } from './NameFields.tsx';
import type { Column } from './parts.tsx';
import { RecordList } from './RecordList.tsx';

export function Queues() {
  const t = useText();
  const queues = useQuery(queuesQuery());
  const groups = useQuery(groupsQuery()).data?.items ?? [];
  const columns: Column<Queue>[] = [
    { key: 'name', head: t('settings.name'), cell: (queue) => <strong>{queue.name}</strong> },
    {
      key: 'key',
      head: t('settings.key'),
      cell: (queue) => <code className={classes.key}>{queue.key}</code>,
    },
    {
      key: 'group',
      head: t('queues.group'),
      cell: (queue) =>
        groups.find((group) => group.key === queue.group)?.name ??
        queue.group ??
        t('common.nobody'),
    },
  ];
  return (
    <RecordList
      lead={t('queues.text')}
      caption={t('settings.queues')}
      query={queues}
      columns={columns}
      none={{ icon: IconStack2, title: t('queues.none.title'), text: t('queues.none.text') }}
      addLabel={t('queues.add')}
      editLabel={({ name }) => t('queues.edit', { name })}
      dialog={(queue, onClose) => (
        <QueueDialog
          queue={queue}
          groups={groups.map((group) => ({ value: group.key, label: group.name }))}
          onClose={onClose}
        />
      )}
    />
  );
}

function QueueDialog({
  queue,
  groups,
  onClose,
}: {
  queue: Queue | null;
  groups: { value: string; label: string }[];
  onClose: () => void;
}) {
  const t = useText();
  const [name, setName] = useState(queue?.name ?? '');
  const [key, setKey] = useState('');
  const [group, setGroup] = useState<string | null>(queue?.group ?? null);
  const save = (sendKey: string) =>
    queue === null
      ? createQueue(
          {
            key: key === '' ? toKey(name) : key,
            name: name.trim(),
            ...(group === null ? {} : { group }),
          },
          sendKey,
        )
      : changeQueue(queue.id, { name: name.trim(), group }, queue.version);

  return (
    <SaveDialog
      title={queue === null ? t('queues.add') : t('queues.edit', { name: queue.name })}
      what={[name, key, group]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          {queue === null && (
            <KeyField name={name} value={key} onChange={setKey} problem={problem} />
          )}
          <Select
            label={t('queues.group')}
            data={groups}
            value={group}
            onChange={setGroup}
            clearable
            placeholder={t('common.nobody')}
          />
        </>
      )}
    </SaveDialog>
  );
}
