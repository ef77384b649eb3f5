/** Groups and who is in them. */
import { ActionIcon, Button, Modal, Group as Row, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconPencil, IconPlus, IconUsersGroup, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { changeGroup, createGroup, groupsQuery, usersQuery } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Group, Person } from '#designer/client/types.ts';
import { Avatar, PersonName } from '#designer/ui/Avatar.tsx';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './Groups.module.css';
import { type Column, Lead, Table } from './parts.tsx';
import { toKey } from './to-key.ts';

const FACES = 6;

export function Groups() {
  const t = useText();
  const groups = useQuery(groupsQuery());
  const [editing, setEditing] = useState<Group | 'new' | null>(null);
  const items = groups.data?.items ?? [];
  const columns: Column<Group>[] = [
    { key: 'name', head: t('settings.name'), cell: (group) => <strong>{group.name}</strong> },
    {
      key: 'key',
      head: t('settings.key'),
      cell: (group) => <code className={classes.key}>{group.key}</code>,
    },
    {
      key: 'members',
      head: t('groups.members'),
      cell: (group) => (
        <span className={classes.faces}>
          {group.members.slice(0, FACES).map((member) => (
            <Avatar key={member.id} person={member} size={24} named />
          ))}
          <span className={classes.count}>
            {t('groups.count', { count: group.members.length })}
          </span>
        </span>
      ),
    },
    {
      key: 'acts',
      head: '',
      cell: (group) => (
        <Tooltip label={t('groups.edit', { name: group.name })}>
          <ActionIcon
            aria-label={t('groups.edit', { name: group.name })}
            onClick={() => setEditing(group)}
          >
            <IconPencil size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
  const add = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      {t('groups.add')}
    </Button>
  );
  return (
    <>
      <Lead action={add}>{t('groups.text')}</Lead>
      {groups.isPending && <PageSkeleton />}
      {groups.isError && (
        <ProblemNotice error={groups.error} onRetry={() => void groups.refetch()} />
      )}
      {groups.isSuccess && items.length === 0 && (
        <EmptyState icon={IconUsersGroup} title={t('groups.none.title')}>
          {t('groups.none.text')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table
          caption={t('settings.groups')}
          columns={columns}
          rows={items}
          keyOf={(group) => group.id}
        />
      )}
      {editing !== null && (
        <GroupDialog group={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [name, setName] = useState(group?.name ?? '');
  const [key, setKey] = useState(group?.key ?? '');
  const [members, setMembers] = useState<Person[]>(group?.members ?? []);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());
  const search = async (q: string) =>
    (await client.fetchQuery(usersQuery(q))).items.filter(
      (user) => user.active && !members.some((member) => member.id === user.id),
    );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const emails = members.map((member) => member.email);
    try {
      if (group === null)
        await createGroup(
          { key: key === '' ? toKey(name) : key, name: name.trim(), members: emails },
          sendKey.current,
        );
      else await changeGroup(group.id, { name: name.trim(), members: emails }, group.version);
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
      title={group === null ? t('groups.add') : t('groups.edit', { name: group.name })}
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
          {group === null && (
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
          <div>
            <p className={classes.label}>{t('groups.members')}</p>
            <ul className={classes.members}>
              {members.map((member) => (
                <li key={member.id} className={classes.member}>
                  <PersonName person={member} />
                  <ActionIcon
                    aria-label={t('groups.member.remove', { name: member.name })}
                    onClick={() => setMembers(members.filter((one) => one.id !== member.id))}
                  >
                    <IconX size={15} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            <PeoplePick
              search={search}
              onPick={(person) => person !== null && setMembers([...members, person])}
            >
              {(toggle) => (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlus size={14} />}
                  onClick={toggle}
                >
                  {t('groups.member.add')}
                </Button>
              )}
            </PeoplePick>
          </div>
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
