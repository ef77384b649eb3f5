/** A service or system: what it is, who answers for it, who supports it, and what it depends on. */
import { Button, Input, Select, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  addItem,
  changeItem,
  ITEM_KINDS,
  type ItemFields,
  itemQuery,
} from '#designer/client/config-items.ts';
import { groupsQuery, usePeopleSearch } from '#designer/client/people.ts';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { ConfigItem } from '#designer/client/types/config-items.ts';
import type { Person } from '#designer/client/types/people.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { ItemsPick } from '#designer/ui/ItemsPick.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PeoplePick } from '#designer/ui/PeoplePick.tsx';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import { toKey } from '#designer/ui/to-key.ts';
import { KeyField, NameField } from '../NameFields.tsx';

const CRITICALITIES = [1, 2, 3, 4] as const;
const DEPENDS_ON_MAX = 200;
/** Fields that say themselves what is wrong with them. */
const SAID = ['name', 'key', 'owner', 'group'];

export function ItemDialog({ item, onClose }: { item: ConfigItem | null; onClose: () => void }) {
  const t = useText();
  const search = usePeopleSearch();
  const client = useQueryClient();
  const groups = useQuery(groupsQuery()).data?.items ?? [];
  const [key, setKey] = useState('');
  const [owner, setOwner] = useState<Person | null>(item?.owner ?? null);
  const [fields, setFields] = useState<Omit<ItemFields, 'owner'>>(() => ({
    name: item?.name ?? '',
    kind: item?.kind ?? 'service',
    description: item?.description ?? '',
    group: item?.group?.key ?? null,
    criticality: item?.criticality ?? 3,
    dependsOn: item?.dependsOn.map((one) => one.key) ?? [],
  }));
  const put = (part: Partial<typeof fields>) => setFields((known) => ({ ...known, ...part }));
  const save = async (sendKey: string) => {
    const said = { ...fields, name: fields.name.trim() };
    if (!item)
      return addItem(
        { ...said, owner: owner?.id ?? null, key: key === '' ? toKey(said.name) : key },
        sendKey,
      );
    // Whoever answers for it already may have left: they are named anew only where that is meant.
    const changed = await changeItem(item, {
      ...said,
      ...(owner?.id === item.owner?.id ? {} : { owner: owner?.id ?? null }),
    });
    // What is done to it next is done to this version.
    client.setQueryData(itemQuery(item.key).queryKey, changed);
    return changed;
  };
  return (
    <SaveDialog
      title={item ? item.name : t('items.add')}
      what={[fields, owner?.id, key]}
      touches={[keys.items()]}
      save={save}
      saved={t('settings.saved')}
      submit={t('common.save')}
      onClose={onClose}
      saysItself={(problem) =>
        SAID.some((field) => fieldError(problem, `/${field}`)) ||
        dependsOnError(problem) !== undefined
      }
    >
      {(problem) => (
        <>
          <NameField
            label={t('settings.name')}
            value={fields.name}
            onChange={(name) => put({ name })}
            problem={problem}
          />
          {!item && <KeyField name={fields.name} value={key} onChange={setKey} problem={problem} />}
          <Select
            label={t('items.kind')}
            data={ITEM_KINDS.map((value) => ({ value, label: t(`items.kind.${value}`) }))}
            value={fields.kind}
            onChange={(next) => {
              const kind = ITEM_KINDS.find((one) => one === next);
              if (kind) put({ kind });
            }}
            allowDeselect={false}
          />
          <Select
            label={t('field.criticality')}
            description={t('items.criticality.help')}
            data={CRITICALITIES.map((one) => ({ value: String(one), label: t(`priority.${one}`) }))}
            value={String(fields.criticality)}
            onChange={(next) => {
              const criticality = CRITICALITIES.find((one) => String(one) === next);
              if (criticality) put({ criticality });
            }}
            allowDeselect={false}
          />
          <Input.Wrapper label={t('items.owner')} error={fieldError(problem, '/owner')}>
            <div>
              <PeoplePick search={search} onPick={setOwner} nobody>
                {(toggle) => (
                  <Button variant="default" onClick={toggle} aria-label={t('items.owner')}>
                    <PersonName person={owner} />
                  </Button>
                )}
              </PeoplePick>
            </div>
          </Input.Wrapper>
          <Select
            label={t('items.group')}
            data={groups.map(({ key: value, name: label }) => ({ value, label }))}
            value={fields.group}
            onChange={(group) => put({ group })}
            error={fieldError(problem, '/group')}
            searchable
            clearable
          />
          <ItemsPick
            label={t('items.dependsOn')}
            value={fields.dependsOn}
            onChange={(dependsOn) => put({ dependsOn })}
            known={item?.dependsOn ?? []}
            except={item?.key}
            error={dependsOnError(problem)}
            max={DEPENDS_ON_MAX}
          />
          <Textarea
            label={t('items.description')}
            value={fields.description}
            maxLength={2_000}
            autosize
            minRows={2}
            onChange={(event) => put({ description: event.currentTarget.value })}
          />
        </>
      )}
    </SaveDialog>
  );
}

/** Of the list, or of one place in it. */
const dependsOnError = (problem: unknown): string | undefined =>
  isProblem(problem)
    ? problem.errors.find(({ pointer }) => pointer.startsWith('/dependsOn'))?.detail
    : undefined;
