/** Names with texts: HTTP headers, variables and where they come from. Kept in the order in which they were added. */
import { TextInput } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useEditor } from '../editor/editor.tsx';
import { AddButton, RemoveButton } from './fields.tsx';
import { isSomething, useRows } from './half-typed.ts';
import styles from './panel.module.css';

type Pair = readonly [name: string, value: string];
type Texts = Readonly<Record<string, string>>;

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly valuePlaceholder?: string;
  readonly addLabel: string;
  readonly acceptName?: (name: string) => boolean;
  readonly pairs: Texts;
  readonly onChange: (pairs: Texts | undefined) => void;
};

export const Pairs = ({
  label,
  hint,
  nameLabel,
  valueLabel,
  valuePlaceholder,
  addLabel,
  acceptName = isSomething,
  pairs,
  onChange,
}: Props) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  const [rows, write] = useRows<Pair>(
    Object.entries(pairs),
    ([name]) => acceptName(name),
    (named) => onChange(named.length > 0 ? Object.fromEntries(named) : undefined),
  );
  return (
    <div className={styles.list}>
      <span className={styles.label}>{label}</span>
      {hint && <p className={styles.hint}>{hint}</p>}
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed; the place is what stays.
        <div className={styles.row} key={index}>
          <TextInput
            className={styles.grow}
            classNames={{ input: styles.mono }}
            aria-label={nameLabel}
            placeholder={nameLabel}
            value={name}
            readOnly={readOnly}
            onBlur={seal}
            onChange={(event) =>
              write(
                rows.map((row, at) =>
                  at === index ? [event.currentTarget.value.trim(), value] : row,
                ),
              )
            }
          />
          <TextInput
            className={styles.grow}
            classNames={{ input: styles.mono }}
            aria-label={valueLabel}
            placeholder={valuePlaceholder ?? valueLabel}
            value={value}
            readOnly={readOnly}
            onBlur={seal}
            onChange={(event) =>
              write(rows.map((row, at) => (at === index ? [name, event.currentTarget.value] : row)))
            }
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: name || nameLabel })}
              onClick={() => write(rows.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && <AddButton label={addLabel} onClick={() => write([...rows, ['', '']])} />}
    </div>
  );
};
