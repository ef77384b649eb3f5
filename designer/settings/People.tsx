/** The people of the tenant: found, added, changed, switched off. Nobody is deleted; what they did stays theirs. */
import { Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery } from '#designer/client/people.ts';
import type { User } from '#designer/client/types/people.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { OutsiderDialog } from './OutsiderDialog.tsx';
import classes from './People.module.css';
import type { Column } from './parts.tsx';
import { RecordList } from './RecordList.tsx';
import { UserDialog } from './UserDialog.tsx';

export function People() {
  const t = useText();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [outside, setOutside] = useState(false);
  const users = useQuery({ ...usersQuery(q, outside), placeholderData: keepPreviousData });
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
  ];
  const find = (
    <div className={classes.lead}>
      <TextInput
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={t('people.find')}
        aria-label={t('people.find')}
        leftSection={<IconSearch size={15} stroke={1.8} />}
        className={classes.search}
      />
      <Switch
        label={t('people.outside')}
        checked={outside}
        onChange={(event) => setOutside(event.currentTarget.checked)}
      />
      {outside && <p className={classes.help}>{t('people.outside.help')}</p>}
    </div>
  );
  return (
    <RecordList
      lead={find}
      caption={t('settings.people')}
      query={users}
      columns={outside ? columns.filter(({ key }) => key !== 'roles' && key !== 'groups') : columns}
      none={{ icon: IconUsers, title: t('people.none.title'), text: t('people.none.text') }}
      addLabel={t('people.add')}
      editLabel={({ name }) => t('people.edit', { name })}
      mayEdit={({ allowed }) => allowed.includes('update')}
      dialog={(user, onClose) =>
        user?.outside ? (
          <OutsiderDialog user={user} onClose={onClose} />
        ) : (
          <UserDialog user={user} onClose={onClose} />
        )
      }
    />
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
