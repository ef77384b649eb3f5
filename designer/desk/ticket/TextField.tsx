/** A short text field that looks like text until it is touched. Saved on Enter or on leaving; Escape takes it back. */
import { useEffect, useState } from 'react';
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
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  if (readOnly) return value === '' ? t('field.empty') : value;
  return (
    <input
      className={classes.input}
      aria-label={label}
      placeholder={t('field.empty')}
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(value);
        }
      }}
      onBlur={() => {
        if (text.trim() !== value) void onSave(text.trim());
      }}
    />
  );
}
