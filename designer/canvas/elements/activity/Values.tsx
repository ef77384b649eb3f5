/** The values that go into an activity, or come out of it: a name and an expression each. */
import type { Activity } from '#engine/definition/is-activity.ts';
import { useEditor } from '../../editor/editor.tsx';
import { ExpressionField } from '../../panel/ExpressionField.tsx';
import { useFieldFinding } from '../../panel/field-finding.ts';
import { AddButton, RemoveButton, Section, TextField } from '../../panel/fields.tsx';
import { isId, useRows } from '../../panel/half-typed.ts';
import styles from '../../panel/panel.module.css';
import { useUpdateElement } from '../../panel/update.ts';
import { OF_ITEM } from './loop-facts.ts';

type Props = { readonly element: Activity; readonly which: 'inputs' | 'outputs' };
type Row = readonly [name: string, value: string];
const FRESH_ROWS: readonly Row[] = [['', '']];

export const Values = ({ element, which }: Props) => {
  const { say, readOnly, seal } = useEditor();
  const update = useUpdateElement<Activity>();
  const finding = useFieldFinding(element);
  const kept = element[which];
  const [rows, write] = useRows<Row>(
    kept ? Object.entries(kept) : FRESH_ROWS,
    ([name, value]) => isId(name) && value !== '',
    (complete) =>
      update(
        {
          ...element,
          // No outputs at all and an empty list of them are not the same.
          [which]: complete.length > 0 ? Object.fromEntries(complete) : undefined,
        },
        which,
      ),
  );
  if (readOnly && rows.length === 0) return null;
  const change = (index: number, row: Row) =>
    write(rows.map((known, at) => (at === index ? row : known)));
  return (
    <Section title={say(`canvas.values.${which}`)} hint={say(`canvas.values.${which}Hint`)}>
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed; the place is what stays.
        <div className={styles.row} key={index}>
          <span className={styles.valueName}>
            <TextField
              label={say('canvas.values.name')}
              hideLabel
              placeholder={say('canvas.values.name')}
              mono
              value={name}
              error={name === '' || isId(name) ? undefined : say('canvas.field.notYet')}
              onChange={(text) => change(index, [text.trim(), value])}
            />
          </span>
          <ExpressionField
            label={say('canvas.values.value')}
            hideLabel
            placeholder={say('canvas.values.value')}
            also={element.loop ? OF_ITEM : []}
            value={value}
            error={finding({ rules: ['bad-expression'], field: `${which}.${name}` })}
            onChange={(next) => next && change(index, [name, next])}
          />
          {!readOnly && (
            <RemoveButton
              label={say('canvas.field.remove', { what: name || say('canvas.values.name') })}
              onClick={() => {
                seal();
                write(rows.filter((_, at) => at !== index));
              }}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <AddButton
          label={say(`canvas.values.${which}Add`)}
          onClick={() => write([...rows, ['', '']])}
        />
      )}
    </Section>
  );
};
