/** Choosing changes that are not finished, by a part of their title or their number: the server looks. */
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ticketsPage } from '#designer/client/tickets.ts';
import { useText } from '#designer/ui/locale.ts';

const SOON_MS = 150;
const OFFERED = 20;

type Props = {
  label: string;
  value: string[];
  onChange: (numbers: string[]) => void;
  /** On the agenda already. */
  except?: readonly string[];
  max: number;
  error?: string | undefined;
};

export function ChangesPick({ label, value, onChange, except = [], max, error }: Props) {
  const t = useText();
  const [text, setText] = useState('');
  const [met, setMet] = useState<ReadonlyMap<string, string>>(new Map());
  const [q] = useDebouncedValue(text.trim(), SOON_MS);
  const found = useQuery({
    queryKey: ['tickets', 'changes', q],
    queryFn: ({ signal }) =>
      ticketsPage({ type: 'change', status: 'open', q, limit: OFFERED }, signal),
    placeholderData: keepPreviousData,
  }).data?.items;
  const names = new Map([
    ...met,
    ...(found ?? []).map(({ number, title }) => [number, `${number} · ${title}`] as const),
  ]);
  const offered = (found ?? []).map(({ number }) => number).filter((one) => !except.includes(one));
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t('cab.pick') : undefined}
      data={[...new Set([...value, ...offered])].map((number) => ({
        value: number,
        label: names.get(number) ?? number,
      }))}
      value={value}
      onChange={(numbers) => {
        setMet(names);
        onChange(numbers);
      }}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      hidePickedOptions
      nothingFoundMessage={t('cab.pick.none')}
      maxValues={max}
      error={error}
    />
  );
}
