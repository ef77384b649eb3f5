/** Variables and their values: numbers, yes and no, and texts with placeholders; anything else as JSON. */
import { TextInput } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import { AddButton, RemoveButton } from '../panel/fields.tsx';
import { useRows } from '../panel/half-typed.ts';
import styles from './rulesets.module.css';

type Values = Readonly<Record<string, unknown>>;
type Row = readonly [name: string, text: string];

type Props = {
  readonly variables: Values;
  readonly readOnly: boolean;
  readonly onChange: (variables: Values) => void;
};

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

export const VariableRows = ({ variables, readOnly, onChange }: Props) => {
  const say = useSay();
  const [rows, write] = useRows<Row>(
    Object.entries(variables).map(([name, value]): Row => [name, toText(value)]),
    ([name]) => NAME.test(name) && name !== '__proto__',
    (named) => onChange(Object.fromEntries(named.map(([name, text]) => [name, fromText(text)]))),
  );
  return (
    <div className={styles.variables}>
      {rows.map(([name, text], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed; the place is what stays.
        <div className={styles.variable} key={index}>
          <TextInput
            size="xs"
            className={styles.grow}
            classNames={{ input: styles.mono }}
            aria-label={say('canvas.ruleset.variable')}
            placeholder={say('canvas.ruleset.variable')}
            value={name}
            readOnly={readOnly}
            error={name !== '' && !NAME.test(name)}
            onChange={(event) =>
              write(
                rows.map((row, at) =>
                  at === index ? [event.currentTarget.value.trim(), text] : row,
                ),
              )
            }
          />
          <span aria-hidden>=</span>
          <TextInput
            size="xs"
            className={styles.grow}
            aria-label={say('canvas.ruleset.value')}
            placeholder={say('canvas.ruleset.value')}
            value={text}
            readOnly={readOnly}
            dir="auto"
            onChange={(event) =>
              write(rows.map((row, at) => (at === index ? [name, event.currentTarget.value] : row)))
            }
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: name })}
              onClick={() => write(rows.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <AddButton
          label={say('canvas.ruleset.addVariable')}
          onClick={() => write([...rows, ['', '']])}
        />
      )}
    </div>
  );
};

/** A text that would read as something else is shown in quotes, so that `"2"` and `2` can both be written. */
export const toText = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  return fromText(value) === value ? value : JSON.stringify(value);
};

export const fromText = (text: string): unknown => {
  const trimmed = text.trim();
  if (!/^(-?\d|true$|false$|null$|["[{])/.test(trimmed) || trimmed.startsWith('{{')) return text;
  try {
    return JSON.parse(trimmed);
  } catch {
    return text;
  }
};
