/** What a freeze or a window is for: everything, items by key, kinds of changes, or what teams look after. */
import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import type { ScopeFields as Scope } from '#designer/client/changes.ts';
import { groupsQuery } from '#designer/client/people.ts';
import type { FreezeScope, WindowScope } from '#designer/client/types/changes.ts';
import { useText } from '#designer/ui/locale.ts';

type Kind = Scope['kind'];
const KINDS = ['standard', 'normal', 'emergency'] as const;

type Props = {
  offered: readonly Kind[];
  value: Scope;
  onChange: (scope: Scope) => void;
  error?: string | undefined;
};

export function ScopeFields({ offered, value, onChange, error }: Props) {
  const t = useText();
  const groups = useQuery({ ...groupsQuery(), enabled: value.kind === 'groups' });
  return (
    <>
      <Select
        label={t('changes.scope')}
        data={offered.map((kind) => ({ value: kind, label: t(`changes.scope.${kind}`) }))}
        value={value.kind}
        onChange={(kind) => kind && onChange(emptyOf(kind))}
        allowDeselect={false}
        error={value.kind === 'all' ? error : undefined}
      />
      {value.kind === 'items' && (
        <TagsInput
          label={t('changes.scope.items.keys')}
          value={value.items}
          onChange={(items) => onChange({ kind: 'items', items })}
          error={error}
          dir="ltr"
        />
      )}
      {value.kind === 'kinds' && (
        <MultiSelect
          label={t('changes.scope.kinds')}
          data={KINDS.map((kind) => ({ value: kind, label: t(`changes.kind.${kind}`) }))}
          value={value.kinds}
          onChange={(kinds) =>
            onChange({ kind: 'kinds', kinds: KINDS.filter((kind) => kinds.includes(kind)) })
          }
          error={error}
        />
      )}
      {value.kind === 'groups' && (
        <MultiSelect
          label={t('changes.scope.groups')}
          data={(groups.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={value.groups}
          onChange={(keys) => onChange({ kind: 'groups', groups: keys })}
          error={error}
          searchable
        />
      )}
    </>
  );
}

function emptyOf(kind: Kind): Scope {
  switch (kind) {
    case 'all':
      return { kind };
    case 'items':
      return { kind, items: [] };
    case 'kinds':
      return { kind, kinds: [] };
    case 'groups':
      return { kind, groups: [] };
  }
}

export const isWhole = (scope: Scope): boolean =>
  (scope.kind === 'items' ? scope.items : scope.kind === 'kinds' ? scope.kinds : ['']).length > 0 &&
  (scope.kind !== 'groups' || scope.groups.length > 0);

export function toFields(scope: FreezeScope | WindowScope): Scope {
  switch (scope.kind) {
    case 'all':
    case 'kinds':
      return scope;
    case 'items':
      return { kind: 'items', items: scope.items.map(({ key }) => key) };
    case 'groups':
      return { kind: 'groups', groups: scope.groups.map(({ key }) => key) };
  }
}

export function useScopeWords(): (scope: FreezeScope | WindowScope) => string {
  const t = useText();
  const intl = useIntl();
  return (scope) => {
    if (scope.kind === 'all') return t('changes.scope.all');
    const named =
      scope.kind === 'kinds'
        ? scope.kinds.map((kind) => t(`changes.kind.${kind}`))
        : (scope.kind === 'items' ? scope.items : scope.groups).map(({ name }) => name);
    return intl.formatList(named, { type: 'conjunction' });
  };
}
