/**
 * A key or address: picked from what is known by its name, or typed. What is stored is the value, never the name, and not
 * before the field is left or a choice is made: half a name is nobody.
 */
import { Autocomplete } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useEditor } from '../editor/editor.tsx';
import type { Option } from './directory.ts';
import styles from './panel.module.css';
import { matchesOf, settled, shownAs } from './picking.ts';

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly description?: string;
  readonly hideLabel?: boolean;
  readonly autoFocus?: boolean;
  /** Something new is as good as what is known: it is taken as it is typed. */
  readonly free?: boolean;
  readonly accept?: (text: string) => boolean;
};

const OPTIONS_MAX = 50;

export const TypeOrPick = ({
  label,
  value,
  options,
  onChange,
  hideLabel,
  free = false,
  accept = () => true,
  ...rest
}: PickProps) => {
  const say = useSay();
  const { seal, readOnly } = useEditor();
  const [typed, setTyped] = useState<{ readonly over: string; readonly text: string } | null>(null);
  const picked = useRef(false);
  // Undo, or another change to the definition, overrules what was half typed.
  const draft = typed?.over === value ? typed.text : null;
  const shown = shownAs(options);
  const current = [...shown].find(([, option]) => option.value === value);
  const matches = draft === null ? [...shown.keys()] : matchesOf(shown, draft);
  const meant = (text: string) => (free ? text.trim() : settled(shown, text));
  const take = (next: string) => {
    setTyped(null);
    if (accept(next) && next !== value) onChange(next);
    seal();
  };
  const settle = () => {
    if (draft !== null) take(meant(draft));
  };
  // What is selected elsewhere may take the field away before it is left.
  const last = useRef(settle);
  last.current = settle;
  useEffect(() => () => last.current(), []);
  return (
    <Autocomplete
      {...rest}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      className={styles.grow}
      data={[...shown.keys()]}
      value={draft ?? current?.[0] ?? value}
      title={current?.[1].hint}
      readOnly={readOnly}
      error={accept(draft === null ? value : meant(draft)) ? undefined : say('canvas.field.notYet')}
      filter={() => matches.slice(0, OPTIONS_MAX).map((name) => ({ value: name, label: name }))}
      selectFirstOptionOnChange={!free && draft !== null && matches.length === 1}
      renderOption={({ option }) => (
        <span className={styles.option}>
          <span>{option.value}</span>
          <small>{shown.get(option.value)?.hint}</small>
        </span>
      )}
      onOptionSubmit={(name) => {
        picked.current = true;
        take(shown.get(name)?.value ?? name);
      }}
      onChange={(text) => {
        const isTaken = picked.current;
        picked.current = false;
        if (isTaken) return;
        const next = text.trim();
        if (free && accept(next)) {
          setTyped(null);
          onChange(next);
        } else setTyped({ over: value, text });
      }}
      onKeyDown={({ key, currentTarget }) => {
        const active = currentTarget.getAttribute('aria-activedescendant');
        const name = active && document.getElementById(active)?.getAttribute('value');
        if (key === 'Tab' && name && draft !== null) take(shown.get(name)?.value ?? name);
        if (key === 'Enter' && !name) settle();
      }}
      onBlur={() => {
        settle();
        seal();
      }}
      maxDropdownHeight={280}
    />
  );
};
