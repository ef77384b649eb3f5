/** Narrowing the list: search, filters, grouping. What is chosen stands in the address. */
import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconCheck,
  IconFilter,
  IconLayoutList,
  IconRefresh,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type DeskSearch, GROUPINGS, OPEN_STATUSES } from '#designer/client/views.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './ListToolbar.module.css';
import { ViewMenu } from './ViewMenu.tsx';

const TYPES = ['incident', 'service_request', 'problem', 'change', 'task'] as const;
const STATUSES = [...OPEN_STATUSES, 'resolved', 'closed', 'cancelled'] as const;
const PRIORITIES = ['1', '2', '3', '4'] as const;

type Props = {
  search: DeskSearch;
  onChange: (part: Partial<DeskSearch>, replace?: boolean) => void;
  searchField: RefObject<HTMLInputElement | null>;
  count: number;
  complete: boolean;
  onRefresh: () => void;
};

export function ListToolbar({ search, onChange, searchField, count, complete, onRefresh }: Props) {
  const t = useText();
  const filters = [search.type, search.status, search.priority].flatMap(
    (value) => value?.split(',') ?? [],
  ).length;
  return (
    <div className={classes.bar}>
      <ViewMenu search={search} onChange={onChange} />
      <SearchField search={search} onChange={onChange} field={searchField} />
      <FilterMenu search={search} onChange={onChange} count={filters} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('desk.group')}>
            <ActionIcon aria-label={t('desk.group')} size="lg">
              <IconLayoutList size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('desk.group')}</Menu.Label>
          {GROUPINGS.map((group) => (
            <Menu.Item
              key={group}
              onClick={() => onChange({ group: group === 'priority' ? undefined : group }, true)}
              rightSection={(search.group ?? 'priority') === group ? <IconCheck size={14} /> : null}
            >
              {t(`desk.group.${group}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t('desk.refresh')}>
        <ActionIcon
          aria-label={t('desk.refresh')}
          size="lg"
          onClick={onRefresh}
          className={classes.refresh}
        >
          <IconRefresh size={17} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.count} role="status">
        {complete ? t('desk.count', { count }) : t('desk.countSome', { count })}
      </span>
    </div>
  );
}

function SearchField({
  search,
  onChange,
  field,
}: Pick<Props, 'search' | 'onChange'> & { field: Props['searchField'] }) {
  const t = useText();
  const [text, setText] = useState(search.q ?? '');
  /** What was asked for here; typed on meanwhile, the field does not go back to it. */
  const asked = useRef(search.q ?? '');
  useEffect(() => {
    const q = search.q ?? '';
    if (q !== asked.current) setText(q);
    asked.current = q;
  }, [search.q]);
  const apply = useDebouncedCallback((typed: string) => {
    const q = typed.trim();
    asked.current = q;
    onChange({ q: q === '' ? undefined : q }, true);
  }, 250);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      placeholder={t('desk.search')}
      aria-label={t('desk.search')}
      leftSection={<IconSearch size={15} stroke={1.8} />}
      rightSection={
        text === '' ? null : (
          <ActionIcon
            size="sm"
            aria-label={t('common.clear')}
            onClick={() => {
              apply.cancel();
              asked.current = '';
              setText('');
              onChange({ q: undefined }, true);
            }}
          >
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  );
}

function FilterMenu({
  search,
  onChange,
  count,
}: Pick<Props, 'search' | 'onChange'> & { count: number }) {
  const t = useText();
  const toggle = (name: 'type' | 'status' | 'priority', value: string) => {
    const before = search[name]?.split(',') ?? [];
    const after = before.includes(value)
      ? before.filter((one) => one !== value)
      : [...before, value];
    onChange({ [name]: after.length === 0 ? undefined : after.join(',') }, true);
  };
  const item = (name: 'type' | 'status' | 'priority', value: string, label: string) => (
    <Menu.CheckboxItem
      key={value}
      checked={search[name]?.split(',').includes(value) ?? false}
      closeMenuOnClick={false}
      onChange={() => toggle(name, value)}
    >
      {label}
    </Menu.CheckboxItem>
  );
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant={count > 0 ? 'light' : 'subtle'}
          color={count > 0 ? 'iris' : 'gray'}
          leftSection={<IconFilter size={15} stroke={1.8} />}
          className={classes.filter}
        >
          {t('desk.filter')}
          {count > 0 && <span className={classes.number}>{count}</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={440} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('desk.filter.type')}</Menu.Label>
        {TYPES.map((type) => item('type', type, t(`type.${type}`)))}
        <Menu.Label>{t('desk.filter.priority')}</Menu.Label>
        {PRIORITIES.map((priority) =>
          item(
            'priority',
            priority,
            t('priority.long', { priority, name: t(`priority.${priority}`) }),
          ),
        )}
        <Menu.Label>{t('desk.filter.status')}</Menu.Label>
        {STATUSES.map((status) => item('status', status, t(`status.${status}`)))}
        {count > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item
              onClick={() =>
                onChange({ type: undefined, status: undefined, priority: undefined }, true)
              }
            >
              {t('desk.filter.clear')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
