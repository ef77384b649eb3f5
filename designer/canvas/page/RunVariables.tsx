/** Inputs for the common kinds of form field; what is left empty is not sent. */
import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { FormField } from '../panel/form-fields.ts';

type Values = Record<string, unknown>;
type Props = {
  readonly fields: readonly FormField[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
};

export const RunVariables = ({ fields, values, onChange }: Props) => (
  <>
    {fields.map((field) => (
      <Field
        key={field.name}
        field={field}
        value={values[field.name]}
        onChange={(value) => {
          const { [field.name]: _, ...rest } = values;
          onChange(value === undefined || value === '' ? rest : { ...rest, [field.name]: value });
        }}
      />
    ))}
  </>
);

export const missingIn = (fields: readonly FormField[], values: Values): boolean =>
  fields.some(({ name, required }) => required && values[name] === undefined);

type FieldProps = {
  readonly field: FormField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

const Field = ({ field, value, onChange }: FieldProps) => {
  const say = useSay();
  const shared = { label: field.title || field.name, required: field.required } as const;
  switch (field.kind) {
    case 'number':
    case 'integer':
      return (
        <NumberInput
          {...shared}
          allowDecimal={field.kind === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={onChange}
        />
      );
    case 'yesNo':
      return (
        <Select
          {...shared}
          clearable={!field.required}
          data={[
            { value: 'true', label: say('canvas.value.yes') },
            { value: 'false', label: say('canvas.value.no') },
          ]}
          value={value === undefined ? null : String(value)}
          onChange={(next) => onChange(next === null ? undefined : next === 'true')}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          clearable={!field.required}
          data={[...field.options]}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'longText':
      return (
        <Textarea
          {...shared}
          dir="auto"
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
    case 'date':
      return (
        <TextInput
          {...shared}
          type={field.kind === 'date' ? 'date' : 'text'}
          dir="auto"
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
};
