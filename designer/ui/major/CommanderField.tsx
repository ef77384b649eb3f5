/** Who leads: somebody by name, or whoever is on call in a rota now. */
import { Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { usePeopleSearch } from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import { rotasQuery } from '#designer/client/rotas.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';

type Props = {
  commander: Person | null;
  rota: string | null;
  problem: unknown;
  onPerson: (person: Person | null) => void;
  onRota: (rota: string | null) => void;
};

export function CommanderField({ commander, rota, problem, onPerson, onRota }: Props) {
  const t = useText();
  const rotas = useQuery(rotasQuery).data?.items ?? [];
  const search = usePeopleSearch();
  const wrong = fieldError(problem, '/commander');
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('major.commander')}
      </Text>
      <Group gap="sm" align="end">
        <PeoplePick search={search} onPick={onPerson}>
          {(toggle) => (
            <Button variant="default" onClick={toggle}>
              {rota === null && commander ? (
                <PersonName person={commander} />
              ) : (
                t('major.commander.choose')
              )}
            </Button>
          )}
        </PeoplePick>
        {rotas.length > 0 && (
          <Select
            aria-label={t('major.commander.rota')}
            placeholder={t('major.commander.rota')}
            data={rotas.map(({ key, name, onCall }) => ({
              value: key,
              label: onCall.shift ? `${name}: ${onCall.shift.person.name}` : name,
            }))}
            value={rota}
            onChange={onRota}
            clearable
            flex={1}
            miw={200}
          />
        )}
      </Group>
      {wrong === undefined && commander === null && rota === null && (
        <Text size="xs" c="var(--p-text-3)" mt={4}>
          {t('major.commander.needed')}
        </Text>
      )}
      {wrong !== undefined && (
        <Text size="xs" c="var(--p-bad-text)" mt={4}>
          {wrong}
        </Text>
      )}
    </div>
  );
}
