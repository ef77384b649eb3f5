/** A short text field that looks like text until it is touched. Saved on Enter or on leaving; Escape takes it back. */
import { useText } from '#designer/ui/locale.ts';
import { type Saved, useOwnText } from '#designer/ui/use-own-text.ts';
import classes from './TextField.module.css';

type Props = {
  label: string;
  value: string;
  readOnly: boolean;
  onSave: (value: string) => Promise<Saved>;
};

export function TextField({ label, value, readOnly, onSave }: Props) {
  const t = useText();
  const { text, type, takeBack, save } = useOwnText(value, onSave);
  if (readOnly) return value === '' ? t('field.empty') : value;
  return (
    <input
      className={classes.input}
      aria-label={label}
      placeholder={t('field.empty')}
      value={text}
      maxLength={100}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save(text.trim());
        if (event.key === 'Escape') {
          event.stopPropagation();
          takeBack();
        }
      }}
      onBlur={() => void save(text.trim())}
    />
  );
}
