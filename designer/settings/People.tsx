/** The people of the tenant: found, added, changed, switched off. Nobody is deleted; what they did stays theirs. */
import {
  ActionIcon,
  Button,
  Group,
  Modal,
  MultiSelect,
  Stack,
  Switch,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPencil, IconPlus, IconSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { changeUser, createUser, rolesQuery, usersQuery } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { User } from '#designer/client/types.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './People.module.css';
import { type Column, Lead, Table } from './parts.tsx';

export function People() {
  const t = useText();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const users = useQuery({ ...usersQuery(q), placeholderData: keepPreviousData });
  const [editing, setEditing] = useState<User | 'new' | null>(null);
  const items = users.data?.items ?? [];
  const columns: Column<User>[] = [
    {
      key: 'name',
      head: t('people.name'),
      cell: (user) => (
        <span className={classes.person}>
          <Avatar person={user} size={26} />
          <span>
            <strong dir="auto">{user.name}</strong>
            <bdi className={classes.mail}>{user.email}</bdi>
          </span>
        </span>
      ),
    },
    { key: 'roles', head: t('people.roles'), cell: (user) => <Chips values={user.roles} /> },
    { key: 'groups', head: t('people.groups'), cell: (user) => <Chips values={user.groups} /> },
    {
      key: 'state',
      head: t('people.state'),
      cell: (user) => (
        <Chip tone={user.active ? 'good' : 'neutral'}>
          {t(user.active ? 'people.active' : 'people.inactive')}
        </Chip>
      ),
    },
    {
      key: 'acts',
      head: '',
      cell: (user) =>
        user.allowed.includes('update') ? (
          <Tooltip label={t('people.edit', { name: user.name })}>
            <ActionIcon
              aria-label={t('people.edit', { name: user.name })}
              onClick={() => setEditing(user)}
            >
              <IconPencil size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        ) : null,
    },
  ];
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      {t('people.add')}
    </Button>
  );
  return (
    <>
      <Lead action={add}>
        <TextInput
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder={t('people.find')}
          aria-label={t('people.find')}
          leftSection={<IconSearch size={15} stroke={1.8} />}
          className={classes.search}
        />
      </Lead>
      {users.isPending && <PageSkeleton />}
      {users.isError && <ProblemNotice error={users.error} onRetry={() => void users.refetch()} />}
      {users.isSuccess && items.length === 0 && (
        <EmptyState icon={IconUsers} title={t('people.none.title')}>
          {t('people.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.people')}
          columns={columns}
          rows={items}
          keyOf={(user) => user.id}
        />
      )}
      {editing !== null && (
        <UserDialog user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function Chips({ values }: { values: string[] }) {
  return (
    <span className={classes.chips}>
      {values.map((value) => (
        <Chip key={value}>{value}</Chip>
      ))}
    </span>
  );
}

function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const roles = useQuery(rolesQuery()).data?.items ?? [];
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [chosen, setChosen] = useState(user?.roles ?? ['requester']);
  const [active, setActive] = useState(user?.active ?? true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (user === null)
        await createUser(
          { email: email.trim(), name: name.trim(), roles: chosen },
          sendKey.current,
        );
      else await changeUser(user.id, { name: name.trim(), roles: chosen, active }, user.version);
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(user === null ? t('people.added', { name: name.trim() }) : t('settings.saved'));
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
      title={user === null ? t('people.add') : t('people.edit', { name: user.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          <TextInput
            label={t('people.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            error={fieldError(problem, '/name')}
            data-autofocus
          />
          <TextInput
            label={t('people.email')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            withAsterisk={false}
            disabled={user !== null}
            error={fieldError(problem, '/email')}
            dir="ltr"
          />
          <MultiSelect
            label={t('people.roles')}
            data={roles.map((role) => ({ value: role.key, label: role.name }))}
            value={chosen}
            onChange={setChosen}
            error={fieldError(problem, '/roles')}
          />
          {user !== null && (
            <Switch
              label={t('people.active')}
              description={t('people.inactive.help')}
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
          {problem !== null && fieldError(problem, '/email') === undefined && (
            <ProblemNotice error={problem} compact />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {user === null ? t('people.add') : t('people.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
