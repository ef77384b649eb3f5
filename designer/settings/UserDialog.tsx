/** Somebody's name and roles, the organization they speak for, and whom an escalation finds above them. */
import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeUser,
  createUser,
  organizationsQuery,
  rolesQuery,
  usePeopleSearch,
} from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Person, User } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { NameField } from './NameFields.tsx';
import classes from './People.module.css';
import { Delegations } from './standing-in/Delegations.tsx';

/** Fields that say themselves what is wrong with them. */
const SAID = ['name', 'email', 'roles', 'organization', 'manager'];

export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const t = useText();
  const roles = useQuery(rolesQuery()).data?.items ?? [];
  const organizations = useQuery(organizationsQuery()).data?.items ?? [];
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [chosen, setChosen] = useState(user?.roles ?? ['requester']);
  const [organization, setOrganization] = useState(user?.organization?.key ?? null);
  const [manager, setManager] = useState<Person | null>(user?.manager ?? null);
  const [active, setActive] = useState(user?.active ?? true);
  const [isBehind, setBehind] = useState(false);
  const save = (sendKey: string) => {
    const said = { name: name.trim(), roles: chosen, organization, manager: manager?.id ?? null };
    return user === null
      ? createUser({ email: email.trim(), ...said }, sendKey)
      : changeUser(user.id, { ...said, active }, user.version);
  };

  return (
    <SaveDialog
      title={user === null ? t('people.add') : t('people.edit', { name: user.name })}
      what={[name, email, chosen, organization, manager?.id, active]}
      touches={[['people']]}
      save={save}
      saved={user === null ? t('people.added', { name: name.trim() }) : t('settings.saved')}
      submit={user === null ? t('people.add') : t('people.save')}
      onClose={onClose}
      isBehind={isBehind}
      saysItself={(problem) => SAID.some((field) => fieldError(problem, `/${field}`))}
    >
      {(problem) => (
        <>
          <NameField label={t('people.name')} value={name} onChange={setName} problem={problem} />
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
          <Select
            label={t('people.organization')}
            data={organizations.map(({ key, name: label }) => ({ value: key, label }))}
            value={organization}
            onChange={setOrganization}
            placeholder={t('people.organization.none')}
            error={fieldError(problem, '/organization')}
            searchable
            clearable
          />
          <Manager
            manager={manager}
            onChange={setManager}
            wrong={fieldError(problem, '/manager')}
          />
          {user !== null && (
            <Delegations
              of="mine"
              title={t('standingIn.of', { name: user.name })}
              none={t('standingIn.none')}
              person={{ asked: user.email, email: user.email, name: user.name }}
              onDialog={setBehind}
            />
          )}
          {user !== null && (
            <Switch
              label={t('people.active')}
              description={t('people.inactive.help')}
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}

function Manager({
  manager,
  onChange,
  wrong,
}: {
  manager: Person | null;
  onChange: (manager: Person | null) => void;
  wrong: string | undefined;
}) {
  const t = useText();
  const search = usePeopleSearch();
  return (
    <div>
      <p className={classes.label}>{t('people.manager')}</p>
      <PeoplePick search={search} onPick={onChange} nobody>
        {(toggle) => (
          <Button
            variant="default"
            onClick={toggle}
            aria-label={t('people.manager.choose', { name: manager?.name ?? t('common.nobody') })}
          >
            {manager === null ? t('common.nobody') : <PersonName person={manager} />}
          </Button>
        )}
      </PeoplePick>
      <p className={wrong === undefined ? classes.help : classes.wrong}>
        {wrong ?? t('people.manager.help')}
      </p>
    </div>
  );
}
