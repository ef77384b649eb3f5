/** Who sits on a board and as what. */
import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { BOARD_ROLES } from '#designer/client/cab.ts';
import { usePeopleSearch } from '#designer/client/people.ts';
import type { BoardMember } from '#designer/client/types/cab.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { hasChair, withMember, withRole } from './board-draft.ts';
import classes from './boards.module.css';

type Props = {
  members: readonly BoardMember[];
  onChange: (members: readonly BoardMember[]) => void;
  error: string | undefined;
};

export function MemberRows({ members, onChange, error }: Props) {
  const t = useText();
  const everybody = usePeopleSearch();
  const search = async (q: string) =>
    (await everybody(q)).filter(({ id }) => !members.some(({ person }) => person.id === id));
  const lacksChair = members.length > 0 && !hasChair(members);
  return (
    <fieldset className={classes.members}>
      <legend>{t('boards.members')}</legend>
      <p className={classes.help}>{t('boards.members.help')}</p>
      {members.length > 0 && (
        <ul className={classes.rows}>
          {members.map(({ person, role }) => (
            <li key={person.id} className={classes.row}>
              <span className={classes.who}>
                <PersonName person={person} />
              </span>
              <Select
                aria-label={t('boards.members.role', { name: person.name })}
                data={BOARD_ROLES.map((value) => ({ value, label: t(`cab.role.${value}`) }))}
                value={role}
                allowDeselect={false}
                w={130}
                onChange={(next) => {
                  const found = BOARD_ROLES.find((one) => one === next);
                  if (found) onChange(withRole(members, person.id, found));
                }}
              />
              <ActionIcon
                aria-label={t('boards.members.remove', { name: person.name })}
                onClick={() => onChange(members.filter((one) => one.person.id !== person.id))}
              >
                <IconX size={15} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {(error !== undefined || lacksChair) && (
        <p className={classes.wrong} role="alert">
          {error ?? t('boards.members.chair')}
        </p>
      )}
      <PeoplePick
        search={search}
        onPick={(person) => person !== null && onChange(withMember(members, person))}
      >
        {(toggle) => (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={toggle}>
            {t('boards.members.add')}
          </Button>
        )}
      </PeoplePick>
    </fieldset>
  );
}
