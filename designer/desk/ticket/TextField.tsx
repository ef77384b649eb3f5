/** A short text field that looks like text until it is touched. Saved on Enter or on leaving; Escape takes it back. */
import { useRef, useState } from 'react';
import { useText } from '#designer/ui/locale.ts';
import classes from './TextField.module.css';

type Props = {
  label: string;
  value: string;
  readOnly: boolean;
  onSave: (value: string) => Promise<boolean>;
};

export function TextField({ label, value, readOnly, onSave }: Props) {
  const t = useText();
  /** What is being typed; what comes meanwhile does not write over it. */
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef(value);
  latest.current = value;
  const leave = async () => {
    if (typed === null) return;
    const next = typed.trim();
    // It stays in sight until it is saved, and where it was refused; where another stands now, that is asked about.
    const isDone = next === value || (await onSave(next));
    if (isDone || latest.current !== value) setTyped((now) => (now === typed ? null : now));
  };
  if (readOnly) return value === '' ? t('field.empty') : value;
  return (
    <input
      className={classes.input}
      aria-label={label}
      placeholder={t('field.empty')}
      value={typed ?? value}
      maxLength={100}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setTyped(null);
        }
      }}
      onBlur={() => void leave()}
    />
  );
}
