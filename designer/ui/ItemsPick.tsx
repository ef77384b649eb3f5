/** Choosing services and systems by a part of their name: there may be many, so the server looks. What is chosen keeps its name. */
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { itemChoicesQuery } from '#designer/client/config-items.ts';
import { useText } from './locale.ts';

type Named = { readonly key: string; readonly name: string };

type Props = {
  label: string;
  value: readonly string[];
  onChange: (keys: string[], named: Named[]) => void;
  /** Those chosen already, by name. */
  known: readonly Named[];
  /** Not offered. */
  except?: string;
  error?: string | undefined;
  size?: 'xs' | 'md';
  description?: string;
  max: number;
  inPopover?: boolean;
};

const SOON_MS = 150;

export function ItemsPick({
  label,
  value,
  onChange,
  known,
  except,
  error,
  max,
  inPopover,
  size,
  description,
}: Props) {
  const t = useText();
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [q] = useDebouncedValue(text.trim(), SOON_MS);
  const [met, setMet] = useState<readonly Named[]>(known);
  const found = useQuery({ ...itemChoicesQuery(q), placeholderData: keepPreviousData }).data?.items;
  const names = new Map([...met, ...known, ...(found ?? [])].map(({ key, name }) => [key, name]));
  const offered = (found ?? []).map(({ key }) => key).filter((key) => key !== except);
  return (
    <MultiSelect
      {...(size ? { size } : {})}
      description={description}
      label={label}
      placeholder={value.length === 0 ? t('items.pick') : undefined}
      data={[...new Set([...value, ...offered])].map((key) => ({
        value: key,
        label: names.get(key) ?? key,
      }))}
      value={[...value]}
      onChange={(keys) => {
        setMet([...names].map(([key, name]) => ({ key, name })));
        onChange(
          keys,
          keys.map((key) => ({ key, name: names.get(key) ?? key })),
        );
        // What stands below it, such as the button that saves, is not to be covered any longer.
        setOpen(false);
      }}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The server has looked already, also through the keys.
      filter={({ options }) => options}
      hidePickedOptions
      nothingFoundMessage={t('items.pick.none')}
      maxValues={max}
      error={error}
      comboboxProps={{ withinPortal: !inPopover }}
      data-autofocus={inPopover}
    />
  );
}
