/**
 * A form as a list of fields. It covers what forms mostly are; a schema with more than that is shown and edited as JSON
 * instead of being cut down to what this list can say.
 */
import { ActionIcon, Checkbox, JsonInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useEditor } from '../editor/editor.tsx';
import { AddButton, RemoveButton } from './fields.tsx';
import type { FormField, FormSchema } from './form-fields.ts';
import { FIELD_KINDS, toFields, toName, toSchema } from './form-fields.ts';
import styles from './panel.module.css';

type Props = {
  readonly schema: FormSchema | undefined;
  readonly onChange: (schema: FormSchema | undefined) => void;
  readonly addLabel?: string;
};

export const FormBuilder = ({ schema, onChange, addLabel }: Props) => {
  const say = useSay();
  const { readOnly } = useEditor();
  const fields = toFields(schema);
  if (!fields) return <JsonForm schema={schema} onChange={onChange} />;
  const write = (next: readonly FormField[]) => onChange(toSchema(next, schema));
  const replace = (index: number, field: FormField) =>
    write(fields.map((one, at) => (at === index ? field : one)));
  const move = (index: number, by: number) => {
    const next = [...fields];
    const [field] = next.splice(index, 1);
    if (field) next.splice(index + by, 0, field);
    write(next);
  };
  const add = () => {
    const name = toName(
      '',
      fields.map((field) => field.name),
    );
    write([...fields, { name, title: '', kind: 'text', required: false, options: [], schema: {} }]);
  };
  return (
    <div className={styles.list}>
      {fields.map((field, index) => (
        <FieldCard
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed; the place is what stays.
          key={index}
          field={field}
          names={fields.filter((_, at) => at !== index).map(({ name }) => name)}
          onChange={(next) => replace(index, next)}
          onRemove={() => write(fields.filter((_, at) => at !== index))}
          onUp={index > 0 ? () => move(index, -1) : undefined}
          onDown={index < fields.length - 1 ? () => move(index, 1) : undefined}
        />
      ))}
      {!readOnly && <AddButton label={addLabel ?? say('canvas.form.add')} onClick={add} />}
    </div>
  );
};

type CardProps = {
  readonly field: FormField;
  readonly names: readonly string[];
  readonly onChange: (field: FormField) => void;
  readonly onRemove: () => void;
  readonly onUp?: () => void;
  readonly onDown?: () => void;
};

const FieldCard = ({ field, names, onChange, onRemove, onUp, onDown }: CardProps) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  const clash = names.includes(field.name);
  return (
    <fieldset className={styles.card} aria-label={field.title || field.name} disabled={readOnly}>
      <div className={styles.row}>
        <TextInput
          className={styles.grow}
          aria-label={say('canvas.form.title')}
          placeholder={say('canvas.form.title')}
          value={field.title}
          dir="auto"
          onBlur={seal}
          onChange={(event) => {
            const title = event.currentTarget.value;
            // A name that was made from the title goes on following it.
            const made = field.name === toName(field.title, names) || field.title === '';
            onChange({ ...field, title, name: made && title ? toName(title, names) : field.name });
          }}
        />
        <Select
          className={styles.fieldKind}
          aria-label={say('canvas.form.kind')}
          data={FIELD_KINDS.map((kind) => ({
            value: kind,
            label: say(`canvas.form.kind.${kind}`),
          }))}
          value={field.kind}
          allowDeselect={false}
          onChange={(next) => {
            const kind = FIELD_KINDS.find((one) => one === next);
            if (kind) onChange({ ...field, kind });
          }}
        />
        <RemoveButton label={say('canvas.form.remove')} onClick={onRemove} />
      </div>
      {field.kind === 'choice' && (
        <TagsInput
          aria-label={say('canvas.form.options')}
          placeholder={field.options.length === 0 ? say('canvas.form.options') : ''}
          value={[...field.options]}
          onChange={(options) => onChange({ ...field, options })}
        />
      )}
      <div className={styles.row}>
        <TextInput
          className={styles.grow}
          size="xs"
          classNames={{ input: styles.mono }}
          aria-label={say('canvas.form.name')}
          error={clash ? say('canvas.form.clash') : undefined}
          value={field.name}
          onBlur={seal}
          onChange={(event) => {
            const name = event.currentTarget.value.replace(/[^A-Za-z0-9_]/g, '');
            if (/^[A-Za-z_]/.test(name)) onChange({ ...field, name });
          }}
        />
        <Checkbox
          label={say('canvas.form.required')}
          checked={field.required}
          onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })}
        />
        <ActionIcon size="sm" aria-label={say('canvas.form.up')} disabled={!onUp} onClick={onUp}>
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          aria-label={say('canvas.form.down')}
          disabled={!onDown}
          onClick={onDown}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </div>
    </fieldset>
  );
};

const JsonForm = ({ schema, onChange }: Pick<Props, 'schema' | 'onChange'>) => {
  const say = useSay();
  const { readOnly, seal } = useEditor();
  const [text, setText] = useState(() => JSON.stringify(schema, null, 2));
  return (
    <JsonInput
      label={say('canvas.form.json')}
      description={say('canvas.form.jsonHint')}
      classNames={{ input: styles.mono }}
      autosize
      minRows={6}
      maxRows={20}
      formatOnBlur
      validationError={say('canvas.form.jsonInvalid')}
      readOnly={readOnly}
      value={text}
      onBlur={seal}
      onChange={(next) => {
        setText(next);
        const parsed = parse(next);
        if (parsed !== undefined) onChange(parsed);
      }}
    />
  );
};

const parse = (text: string): FormSchema | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
};
