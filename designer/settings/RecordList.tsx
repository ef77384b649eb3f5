/** All records of one kind, each of which can be changed, and a way to add one. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { type Column, Lead, Table } from './parts.tsx';

type Props<T> = {
  lead: ReactNode;
  caption: string;
  query: UseQueryResult<{ items: T[] }>;
  columns: Column<T>[];
  none: { icon: ComponentProps<typeof EmptyState>['icon']; title: string; text: string };
  addLabel: string;
  editLabel: (record: T) => string;
  mayEdit?: (record: T) => boolean;
  /** `null` is a new one. */
  dialog: (record: T | null, onClose: () => void) => ReactNode;
};

export function RecordList<T extends { id: string }>({
  lead,
  caption,
  query,
  columns,
  none,
  addLabel,
  editLabel,
  mayEdit = () => true,
  dialog,
}: Props<T>) {
  const [editing, setEditing] = useState<T | 'new' | null>(null);
  const items = query.data?.items ?? [];
  const acts: Column<T> = {
    key: 'acts',
    head: '',
    cell: (record) =>
      mayEdit(record) ? (
        <Tooltip label={editLabel(record)}>
          <ActionIcon aria-label={editLabel(record)} onClick={() => setEditing(record)}>
            <IconPencil size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ) : null,
  };
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      {addLabel}
    </Button>
  );
  return (
    <>
      <Lead action={add}>{lead}</Lead>
      {query.isPending && <PageSkeleton />}
      {query.isError && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon={none.icon} title={none.title}>
          {none.text}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={caption}
          columns={[...columns, acts]}
          rows={items}
          keyOf={(record) => record.id}
        />
      )}
      {editing !== null && dialog(editing === 'new' ? null : editing, () => setEditing(null))}
    </>
  );
}
