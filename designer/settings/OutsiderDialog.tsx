/** Somebody without an account: what they are called, and whether they may be asked for anything. */
import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { changeUser } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { User } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { NameField } from './NameFields.tsx';
import classes from './People.module.css';

export function OutsiderDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useText();
  const [name, setName] = useState(user.name);
  const [active, setActive] = useState(user.active);
  return (
    <SaveDialog
      title={t('people.edit', { name: user.name })}
      what={[name, active]}
      touches={[['people']]}
      save={() => changeUser(user.id, { name: name.trim(), active }, user.version)}
      saved={t('settings.saved')}
      submit={t('people.save')}
      onClose={onClose}
      saysItself={(problem) => fieldError(problem, '/name') !== undefined}
    >
      {(problem) => (
        <>
          <NameField label={t('people.name')} value={name} onChange={setName} problem={problem} />
          <TextInput label={t('people.email')} value={user.email} readOnly dir="ltr" />
          <p className={classes.help}>{t('people.outside.help')}</p>
          <Switch
            label={t('people.active')}
            description={t('people.inactive.help')}
            checked={active}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
        </>
      )}
    </SaveDialog>
  );
}
