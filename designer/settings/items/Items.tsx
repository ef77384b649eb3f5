/** What the desk looks after: found by name, kind, weight and owner; added one by one or by a file. */
import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconPlus, IconServer2, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EXPORT_ADDRESS, ITEM_KINDS, itemsQuery } from '#designer/client/config-items.ts';
import { useMay, useMe } from '#designer/client/me.ts';
import type { ConfigItem } from '#designer/client/types/config-items.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { CriticalityChip } from '#designer/ui/CriticalityChip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { type Column, Lead, Table } from '../parts.tsx';
import { ImportItems } from './ImportItems.tsx';
import { ItemDialog } from './ItemDialog.tsx';
import classes from './items.module.css';

const SOON_MS = 200;
const CRITICALITIES = ['1', '2', '3', '4'] as const;

export function Items() {
  const t = useText();
  const me = useMe();
  const mayManage = useMay('configItem.manage');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), SOON_MS);
  const [kind, setKind] = useState<string | null>(null);
  const [criticality, setCriticality] = useState<string | null>(null);
  const [owner, setOwner] = useState<string | null>(null);
  const [withRetired, setWithRetired] = useState(false);
  const [doing, setDoing] = useState<'add' | 'import' | null>(null);
  const filter = { q, kind, criticality, owner, ...(withRetired ? {} : { active: true }) };
  const list = useInfiniteQuery({ ...itemsQuery(filter), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = q !== '' || kind !== null || criticality !== null || owner !== null;
  const columns: Column<ConfigItem>[] = [
    {
      key: 'name',
      head: t('settings.name'),
      cell: ({ key, name, active }) => (
        <span className={classes.name}>
          <Link to="/settings/items/$item" params={{ item: key }} dir="auto">
            {name}
          </Link>
          {!active && <Chip>{t('items.retired')}</Chip>}
        </span>
      ),
      wide: true,
    },
    {
      key: 'key',
      head: t('settings.key'),
      cell: ({ key }) => <code className={classes.key}>{key}</code>,
    },
    { key: 'kind', head: t('items.kind'), cell: (item) => t(`items.kind.${item.kind}`) },
    {
      key: 'criticality',
      head: t('field.criticality'),
      cell: (item) => <CriticalityChip criticality={item.criticality} />,
    },
    {
      key: 'owner',
      head: t('items.owner'),
      cell: (item) => <span dir="auto">{item.owner?.name}</span>,
    },
    {
      key: 'group',
      head: t('items.group'),
      cell: ({ group }) => <span dir="auto">{group?.name}</span>,
    },
  ];
  const acts = (
    <Group gap="xs">
      <Button
        component="a"
        href={EXPORT_ADDRESS}
        download
        variant="default"
        leftSection={<IconDownload size={15} />}
      >
        {t('items.export')}
      </Button>
      {mayManage && (
        <>
          <Button
            variant="default"
            leftSection={<IconUpload size={15} />}
            onClick={() => setDoing('import')}
          >
            {t('items.import')}
          </Button>
          <Button leftSection={<IconPlus size={15} />} onClick={() => setDoing('add')}>
            {t('items.add')}
          </Button>
        </>
      )}
    </Group>
  );
  return (
    <>
      <Lead action={acts}>{t('items.text')}</Lead>
      <search className={classes.filters}>
        <TextInput
          aria-label={t('items.search')}
          placeholder={t('items.search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          aria-label={t('items.kind')}
          placeholder={t('items.kind.any')}
          data={ITEM_KINDS.map((value) => ({ value, label: t(`items.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
          clearable
        />
        <Select
          aria-label={t('field.criticality')}
          placeholder={t('items.criticality.any')}
          data={CRITICALITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
          value={criticality}
          onChange={setCriticality}
          clearable
        />
        <Select
          aria-label={t('items.owner')}
          placeholder={t('items.owner.any')}
          data={[
            { value: me.user.id, label: t('items.owner.me') },
            { value: 'none', label: t('items.owner.none') },
          ]}
          value={owner}
          onChange={setOwner}
          clearable
        />
        <Switch
          label={t('items.withRetired')}
          checked={withRetired}
          onChange={(event) => setWithRetired(event.currentTarget.checked)}
        />
      </search>
      {list.isPending && <PageSkeleton />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState
          icon={IconServer2}
          title={t(isNarrowed ? 'items.lost.title' : 'items.none.title')}
        >
          {t(isNarrowed ? 'items.lost.text' : 'items.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.items')}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
        />
      )}
      {list.hasNextPage && (
        <Button
          mt={12}
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
      {doing === 'add' && <ItemDialog item={null} onClose={() => setDoing(null)} />}
      {doing === 'import' && <ImportItems onClose={() => setDoing(null)} />}
    </>
  );
}
