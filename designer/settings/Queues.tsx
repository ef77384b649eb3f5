/** Queues and the groups that own them. */
import {
  ActionIcon,
  Button,
  Modal,
  Group as Row,
  Select,
  Stack,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconPencil, IconPlus, IconStack2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { changeQueue, createQueue, groupsQuery, queuesQuery } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Queue } from '#designer/client/types.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './Groups.module.css';
import { type Column, Lead, Table } from './parts.tsx';
import { toKey } from './to-key.ts';

export function Queues() {
  const t = useText();
  const queues = useQuery(queuesQuery());
  const groups = useQuery(groupsQuery()).data?.items ?? [];
  const [editing, setEditing] = useState<Queue | 'new' | null>(null);
  const items = queues.data?.items ?? [];
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
    {
      key: 'acts',
      head: '',
      cell: (queue) => (
        <Tooltip label={t('queues.edit', { name: queue.name })}>
          <ActionIcon
            aria-label={t('queues.edit', { name: queue.name })}
            onClick={() => setEditing(queue)}
          >
            <IconPencil size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      {t('queues.add')}
    </Button>
  );
  return (
    <>
      <Lead action={add}>{t('queues.text')}</Lead>
      {queues.isPending && <PageSkeleton />}
      {queues.isError && (
        <ProblemNotice error={queues.error} onRetry={() => void queues.refetch()} />
      )}
      {queues.isSuccess && items.length === 0 && (
        <EmptyState icon={IconStack2} title={t('queues.none.title')}>
          {t('queues.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.queues')}
          columns={columns}
          rows={items}
          keyOf={(queue) => queue.id}
        />
      )}
      {editing !== null && (
        <QueueDialog
          queue={editing === 'new' ? null : editing}
          groups={groups.map((group) => ({ value: group.key, label: group.name }))}
          onClose={() => setEditing(null)}
        />
      )}
    </>
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
  const toast = useToast();
  const client = useQueryClient();
  const [name, setName] = useState(queue?.name ?? '');
  const [key, setKey] = useState('');
  const [group, setGroup] = useState<string | null>(queue?.group ?? null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (queue === null)
        await createQueue(
          {
            key: key === '' ? toKey(name) : key,
            name: name.trim(),
            ...(group === null ? {} : { group }),
          },
          sendKey.current,
        );
      else await changeQueue(queue.id, { name: name.trim(), group }, queue.version);
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(t('settings.saved'));
      onClose();
    } catch (error) {
      sendKey.current = newKey();
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={queue === null ? t('queues.add') : t('queues.edit', { name: queue.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <TextInput
            label={t('settings.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            error={fieldError(problem, '/name')}
            data-autofocus
          />
          {queue === null && (
            <TextInput
              label={t('settings.key')}
              description={t('settings.key.help')}
              value={key}
              placeholder={toKey(name)}
              onChange={(event) => setKey(event.currentTarget.value)}
              pattern="[a-z0-9][a-z0-9\-]*"
              error={fieldError(problem, '/key')}
              dir="ltr"
            />
          )}
          <Select
            label={t('queues.group')}
            data={groups}
            value={group}
            onChange={setGroup}
            clearable
            placeholder={t('common.nobody')}
          />
          {problem !== null && <ProblemNotice error={problem} compact />}
          <Row justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('common.save')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Modal>
  );
}
