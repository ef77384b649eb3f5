/** Choosing a person: type a few letters, move with the arrows, Enter. What opens it is up to the caller. */
import { Combobox, type ComboboxProps, Loader, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from './Avatar.tsx';
import { useText } from './locale.ts';
import classes from './PeoplePick.module.css';

type Props = {
  search: (q: string) => Promise<Person[]>;
  onPick: (person: Person | null) => void;
  /** Offered before everybody else. */
  first?: Person;
  nobody?: boolean;
  position?: ComboboxProps['position'];
  children: (toggle: () => void) => ReactNode;
};

const NOBODY = '-';

export function PeoplePick({
  search,
  onPick,
  first,
  nobody,
  position = 'bottom-start',
  children,
}: Props) {
  const t = useText();
  const [text, setText] = useState('');
  const [people, setPeople] = useState<Person[] | null>(null);
  const find = (q: string) => {
    void search(q)
      .then((found) => setPeople(found))
      .catch(() => setPeople([]));
  };
  const findSoon = useDebouncedCallback(find, 150);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setText('');
    },
    onDropdownOpen: () => {
      find('');
      combobox.focusSearchInput();
    },
  });
  const shown = [
    ...(first !== undefined && text === '' ? [first] : []),
    ...(people ?? []).filter((person) => person.id !== first?.id || text !== ''),
  ];
  const pick = (id: string) => {
    onPick(id === NOBODY ? null : (shown.find((person) => person.id === id) ?? null));
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={pick}
      width={280}
      position={position}
      withinPortal
      shadow="md"
    >
      <Combobox.Target targetType="button">
        {children(() => combobox.toggleDropdown())}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            findSoon(event.currentTarget.value.trim());
          }}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
        />
        <Combobox.Options className={classes.options}>
          {people === null && (
            <div className={classes.loading}>
              <Loader size="xs" />
            </div>
          )}
          {nobody === true && text === '' && (
            <Combobox.Option value={NOBODY} className={classes.option}>
              <PersonName person={null} />
            </Combobox.Option>
          )}
          {shown.map((person) => (
            <Combobox.Option key={person.id} value={person.id} className={classes.option}>
              <PersonName person={person} />
              <span className={classes.mail}>{person.email}</span>
            </Combobox.Option>
          ))}
          {people !== null && shown.length === 0 && (
            <Combobox.Empty>{t('people.none')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
