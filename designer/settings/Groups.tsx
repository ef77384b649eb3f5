/** Groups and who is in them. */
import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconUsersGroup, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeGroup, createGroup, groupsQuery, usePeopleSearch } from '#designer/client/people.ts';
import type { Group, Person } from '#designer/client/types/people.ts';
import { Avatar, PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import classes from './Groups.module.css';
import { KeyField, NameField } from './NameFields.tsx';
import type { Column } from './parts.tsx';
import { RecordList } from './RecordList.tsx';

const FACES = 6;

export function Groups() {
  const t = useText();
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
  ];
  return (
    <RecordList
      lead={t('groups.text')}
      caption={t('settings.groups')}
      query={useQuery(groupsQuery())}
      columns={columns}
      none={{
        icon: IconUsersGroup,
        title: t('groups.none.title'),
        text: t('groups.none.text'),
      }}
      addLabel={t('groups.add')}
      editLabel={({ name }) => t('groups.edit', { name })}
      dialog={(group, onClose) => <GroupDialog group={group} onClose={onClose} />}
    />
  );
}

function GroupDialog({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const t = useText();
  const [name, setName] = useState(group?.name ?? '');
  const [key, setKey] = useState('');
  const [members, setMembers] = useState<Person[]>(group?.members ?? []);
  const save = (sendKey: string) => {
    const said = { name: name.trim(), members: members.map((member) => member.email) };
    return group === null
      ? createGroup({ key: key === '' ? toKey(name) : key, ...said }, sendKey)
      : changeGroup(group.id, said, group.version);
  };

  return (
    <SaveDialog
      title={group === null ? t('groups.add') : t('groups.edit', { name: group.name })}
      what={[name, key, members]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NameField label={t('settings.name')} value={name} onChange={setName} problem={problem} />
          {group === null && (
            <KeyField name={name} value={key} onChange={setKey} problem={problem} />
          )}
          <Members members={members} onChange={setMembers} />
        </>
      )}
    </SaveDialog>
  );
}

function Members({
  members,
  onChange,
}: {
  members: Person[];
  onChange: (members: Person[]) => void;
}) {
  const t = useText();
  const everybody = usePeopleSearch();
  const search = async (q: string) =>
    (await everybody(q)).filter((user) => !members.some((member) => member.id === user.id));
  return (
    <div>
      <p className={classes.label}>{t('groups.members')}</p>
      <ul className={classes.members}>
        {members.map((member) => (
          <li key={member.id} className={classes.member}>
            <PersonName person={member} />
            <ActionIcon
              aria-label={t('groups.member.remove', { name: member.name })}
              onClick={() => onChange(members.filter((one) => one.id !== member.id))}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <PeoplePick
        search={search}
        onPick={(person) => person !== null && onChange([...members, person])}
      >
        {(toggle) => (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={toggle}>
            {t('groups.member.add')}
          </Button>
        )}
      </PeoplePick>
    </div>
  );
}
