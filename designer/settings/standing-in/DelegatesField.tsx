/** Several people, found by name; who may not look into the directory types an address. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { usePeopleSearch } from '#designer/client/people.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import classes from './standing-in.module.css';

export type Named = { readonly email: string; readonly name: string };

type Props = {
  delegates: readonly Named[];
  /** Nobody stands in for themselves. */
  notEmail: string;
  onChange: (delegates: readonly Named[]) => void;
  wrong: string | undefined;
};

export function DelegatesField({ delegates, notEmail, onChange, wrong }: Props) {
  const t = useText();
  const directory = usePeopleSearch();
  const taken = new Set([notEmail, ...delegates.map(({ email }) => email)]);
  const search = async (q: string): Promise<Person[]> => {
    const found = await directory(q).catch(() => []);
    const address = q.toLowerCase();
    const typed = { id: address, email: address, name: address };
    const people: Person[] = found.length === 0 && address.includes('@') ? [typed] : found;
    return people.filter(({ email }) => !taken.has(email));
  };
  return (
    <div>
      <p className={classes.label}>{t('standingIn.delegates')}</p>
      {delegates.length > 0 && (
        <ul className={classes.delegates}>
          {delegates.map((one) => (
            <li key={one.email}>
              <PersonName person={{ id: one.email, ...one }} />
              <Tooltip label={t('standingIn.leaveOut', { name: one.name })}>
                <ActionIcon
                  size="sm"
                  aria-label={t('standingIn.leaveOut', { name: one.name })}
                  onClick={() => onChange(delegates.filter(({ email }) => email !== one.email))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </Tooltip>
            </li>
          ))}
        </ul>
      )}
      <PeoplePick
        search={search}
        onPick={(picked) => {
          if (picked) onChange([...delegates, { email: picked.email, name: picked.name }]);
        }}
      >
        {(toggle) => (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlus size={15} />}
            onClick={toggle}
            data-autofocus
          >
            {t('standingIn.choose')}
          </Button>
        )}
      </PeoplePick>
      {wrong !== undefined && <p className={classes.wrong}>{wrong}</p>}
    </div>
  );
}
