/** The standard change that a change is opened from: those that may be used now, each with what it is. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { standardsQuery, USABLE } from '#designer/client/standard-changes.ts';
import type { ListedStandard } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';

type Props = {
  value: string | null;
  onPick: (standard: ListedStandard) => void;
  error: string | undefined;
};

export const STANDARD = 'new-standard';

export function StandardPick({ value, onPick, error }: Props) {
  const t = useText();
  const known = useQuery(standardsQuery(USABLE)).data?.items;
  const chosen = known?.find(({ key }) => key === value);
  // One that came with the address is taken as if it was picked, once it is known.
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (chosen === undefined || seen.current === chosen.key) return;
    seen.current = chosen.key;
    onPick(chosen);
  }, [chosen, onPick]);
  return (
    <Select
      id={STANDARD}
      size="md"
      label={t('standards.one')}
      description={chosen ? chosen.description || undefined : t('standards.pick.text')}
      data={(known ?? []).map(({ key, name }) => ({ value: key, label: name }))}
      value={chosen?.key ?? null}
      onChange={(key) => {
        const picked = known?.find((one) => one.key === key);
        if (picked) onPick(picked);
      }}
      placeholder={t('standards.pick')}
      nothingFoundMessage={t('standards.none.title')}
      error={error}
      searchable
    />
  );
}
