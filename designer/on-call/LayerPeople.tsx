/** The people of a layer, in the order of their turns. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { usePeopleSearch } from '#designer/client/people.ts';
import type { RotaPerson } from '#designer/client/types/rotas.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import classes from './on-call.module.css';

type Props = {
  people: RotaPerson[];
  onChange: (people: RotaPerson[]) => void;
  problem: string | undefined;
};

export function LayerPeople({ people, onChange, problem }: Props) {
  const t = useText();
  const search = usePeopleSearch();
  const exchange = (one: number, other: number) => {
    const next = [...people];
    const [a, b] = [people[one], people[other]];
    if (!a || !b) return;
    next[one] = b;
    next[other] = a;
    onChange(next);
  };
  return (
    <div className={classes.section}>
      <span className={classes.heading}>{t('onCall.people')}</span>
      {people.length > 0 && (
        <ol className={classes.list}>
          {people.map((person, index) => (
            // Somebody may come more than once: only the place tells two of them apart.
            <li
              key={`${person.id} ${people.slice(0, index).filter(({ id }) => id === person.id).length}`}
            >
              <PersonName person={person} />
              <span className={classes.acts}>
                <ActionIcon
                  aria-label={t('onCall.people.up', { name: person.name })}
                  disabled={index === 0}
                  onClick={() => exchange(index, index - 1)}
                >
                  <IconArrowUp size={15} />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('onCall.people.down', { name: person.name })}
                  disabled={index === people.length - 1}
                  onClick={() => exchange(index, index + 1)}
                >
                  <IconArrowDown size={15} />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('onCall.people.remove', { name: person.name })}
                  onClick={() => onChange(people.filter((_, place) => place !== index))}
                >
                  <IconX size={15} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ol>
      )}
      {people.length === 0 && <p className={classes.quiet}>{t('onCall.people.none')}</p>}
      {problem !== undefined && <p className={classes.bad}>{problem}</p>}
      <div>
        <PeoplePick
          search={search}
          onPick={(person) => person && onChange([...people, { ...person, active: true }])}
        >
          {(toggle) => (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={toggle}
            >
              {t('onCall.people.add')}
            </Button>
          )}
        </PeoplePick>
      </div>
    </div>
  );
}
