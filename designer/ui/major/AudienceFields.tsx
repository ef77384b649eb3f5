/** Who hears of a major incident: groups, roles, and people by address. */
import { MultiSelect, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery, rolesQuery } from '#designer/client/people.ts';
import type { Audience } from '#designer/client/types/major.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = { audience: Audience; onChange: (audience: Audience) => void };

export function AudienceFields({ audience, onChange }: Props) {
  const t = useText();
  const groups = useQuery(groupsQuery()).data?.items ?? [];
  const roles = useQuery(rolesQuery()).data?.items ?? [];
  return (
    <>
      <MultiSelect
        label={t('major.audience.groups')}
        description={t('major.audience.help')}
        data={groups.map(({ key, name }) => ({ value: key, label: name }))}
        value={audience.groups}
        onChange={(chosen) => onChange({ ...audience, groups: chosen })}
        searchable
        clearable
      />
      <MultiSelect
        label={t('major.audience.roles')}
        data={roles.map(({ key, name }) => ({ value: key, label: name }))}
        value={audience.roles}
        onChange={(chosen) => onChange({ ...audience, roles: chosen })}
        searchable
        clearable
      />
      <TagsInput
        label={t('major.audience.people')}
        placeholder={audience.people.length === 0 ? t('major.audience.people.hint') : undefined}
        value={audience.people}
        onChange={(chosen) => onChange({ ...audience, people: chosen })}
        dir="ltr"
      />
    </>
  );
}
