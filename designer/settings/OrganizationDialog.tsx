/** An organization: what it is part of, and its tier, hours and zone, or that they are as there. */
import { Autocomplete, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { calendarsQuery } from '#designer/client/calendars.ts';
import { contractsQuery } from '#designer/client/contracts.ts';
import {
  changeOrganization,
  createOrganization,
  type OrganizationFields,
  removeOrganization,
} from '#designer/client/people.ts';
import { fieldError } from '#designer/client/problem.ts';
import type { Organization } from '#designer/client/types/people.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from './NameFields.tsx';
import { RemoveRecord } from './RemoveRecord.tsx';
import { ZoneSelect } from './ZoneSelect.tsx';

/** Fields that say themselves what is wrong with them. */
const SAID = ['name', 'key', 'parent', 'tier', 'calendar', 'timeZone'];

export function OrganizationDialog({
  organization,
  all,
  onSaved,
  onClose,
}: {
  organization: Organization | null;
  all: readonly Organization[];
  /** With its name. */
  onSaved: (name: string) => void;
  onClose: () => void;
}) {
  const t = useText();
  const calendars = useQuery(calendarsQuery).data ?? [];
  const contracts = useQuery(contractsQuery()).data?.items ?? [];
  const [key, setKey] = useState('');
  const [fields, setFields] = useState<OrganizationFields>(() => ({
    name: organization?.name ?? '',
    parent: organization?.parent?.key ?? null,
    tier: organization?.tier ?? null,
    calendar: organization?.calendar ?? null,
    timeZone: organization?.timeZone ?? null,
  }));
  const put = (part: Partial<OrganizationFields>) => setFields((known) => ({ ...known, ...part }));
  const tiers = [...all, ...contracts].flatMap(({ tier }) => (tier === null ? [] : [tier]));
  const asAbove = t('organizations.asAbove');
  const save = async (sendKey: string) => {
    const said = { ...fields, name: fields.name.trim() };
    if (organization) await changeOrganization(organization.id, said, organization.version);
    else await createOrganization({ ...said, key: key === '' ? toKey(said.name) : key }, sendKey);
    onSaved(said.name);
  };
  return (
    <SaveDialog
      title={
        organization ? t('organizations.edit', { name: organization.name }) : t('organizations.add')
      }
      what={[fields, key]}
      touches={[['people']]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
      saysItself={(problem) => SAID.some((field) => fieldError(problem, `/${field}`))}
    >
      {(problem) => (
        <>
          <NameField
            label={t('settings.name')}
            value={fields.name}
            onChange={(name) => put({ name })}
            problem={problem}
          />
          {!organization && (
            <KeyField name={fields.name} value={key} onChange={setKey} problem={problem} />
          )}
          <Select
            label={t('organizations.parent')}
            data={all
              .filter(({ id }) => id !== organization?.id)
              .map(({ key: value, name: label }) => ({ value, label }))}
            value={fields.parent}
            onChange={(parent) => put({ parent })}
            error={fieldError(problem, '/parent')}
            searchable
            clearable
          />
          <Autocomplete
            label={t('contracts.tier')}
            description={t('organizations.tier.help')}
            placeholder={asAbove}
            data={[...new Set(tiers)].sort()}
            value={fields.tier ?? ''}
            onChange={(tier) => put({ tier: tier.trim() === '' ? null : tier })}
            error={fieldError(problem, '/tier')}
          />
          <Select
            label={t('organizations.calendar')}
            placeholder={asAbove}
            data={calendars.map(({ key: value, name: label }) => ({ value, label }))}
            value={fields.calendar}
            onChange={(calendar) => put({ calendar })}
            error={fieldError(problem, '/calendar')}
            searchable
            clearable
          />
          <ZoneSelect
            value={fields.timeZone}
            onChange={(timeZone) => put({ timeZone })}
            otherwise={asAbove}
            error={fieldError(problem, '/timeZone')}
          />
          {organization && (
            <RemoveRecord
              label={t('organizations.remove')}
              name={organization.name}
              act={() => removeOrganization(organization.id, organization.version)}
              onGone={onClose}
            />
          )}
        </>
      )}
    </SaveDialog>
  );
}
