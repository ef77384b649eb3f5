/**
 * The inputs of a form made from a schema, in the product's own dress: label above, help under it, the error beside the
 * field it belongs to. Dates are the browser's own inputs, which speak the reader's language and work with every keyboard.
 */
import {
  Checkbox,
  Input,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Radio,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import {
  type BaseInputTemplateProps,
  type EnumOptionsType,
  enumOptionsDeselectValue,
  enumOptionsSelectValue,
  type RegistryWidgetsType,
  type WidgetProps,
} from '@rjsf/utils';
import { useText } from '#designer/ui/locale.ts';

/** Numbers and dates are short; their help may be long. */
const NARROW = { wrapper: { maxInlineSize: 260 } };
const CHOICE = { label: { fontSize: 'inherit', lineHeight: 1.4 } };

/** What every Mantine input takes from the form library's properties. */
function useCommon(props: WidgetProps) {
  const t = useText();
  const context = props.registry.formContext as { dense?: boolean };
  const {
    id,
    label,
    hideLabel,
    required,
    disabled,
    readonly,
    autofocus,
    placeholder,
    rawErrors,
    options,
    schema,
  } = props;
  const named = required || hideLabel || label === '' ? label : `${label} ${t('common.optional')}`;
  return {
    id,
    name: props.htmlName ?? id,
    label: hideLabel ? undefined : named,
    'aria-label': hideLabel ? label : undefined,
    description: options.help ?? options.description ?? schema.description,
    required,
    withAsterisk: false,
    disabled,
    readOnly: readonly,
    autoFocus: autofocus,
    placeholder: placeholder || undefined,
    error:
      rawErrors !== undefined && rawErrors.length > 0
        ? [...new Set(rawErrors)].join(' ')
        : undefined,
    size: context.dense ? ('sm' as const) : ('md' as const),
    onBlur: () => props.onBlur(id, props.value),
    onFocus: () => props.onFocus(id, props.value),
  };
}

const orEmpty = (text: string, props: WidgetProps) =>
  text === '' ? props.options.emptyValue : text;

export function BaseInput(props: BaseInputTemplateProps) {
  const common = useCommon(props);
  const { schema, type, value, onChange } = props;
  if (schema.type === 'number' || schema.type === 'integer') {
    return (
      <NumberInput
        {...common}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        allowDecimal={schema.type === 'number'}
        thousandSeparator=","
        hideControls
        styles={NARROW}
      />
    );
  }
  const kind =
    type ??
    props.options.inputType ??
    (schema.format === 'email' ? 'email' : schema.format === 'uri' ? 'url' : 'text');
  return (
    <TextInput
      {...common}
      type={kind}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value, props))}
    />
  );
}

function TextareaWidget(props: WidgetProps) {
  const common = useCommon(props);
  return (
    <Textarea
      {...common}
      minRows={4}
      maxRows={16}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(orEmpty(event.currentTarget.value, props))}
    />
  );
}

function PasswordWidget(props: WidgetProps) {
  const common = useCommon(props);
  return (
    <PasswordInput
      {...common}
      aria-invalid={common.error !== undefined}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(orEmpty(event.currentTarget.value, props))}
    />
  );
}

/** Options are told apart by their place, because their values may be any JSON. */
const place = (options: EnumOptionsType[], value: unknown) => {
  const index = options.findIndex(
    (option) => JSON.stringify(option.value) === JSON.stringify(value),
  );
  return index < 0 ? null : String(index);
};

function SelectWidget(props: WidgetProps) {
  const t = useText();
  const common = useCommon(props);
  const options = props.options.enumOptions ?? [];
  const data = options.map((option, index) => ({ value: String(index), label: option.label }));
  if (props.multiple) {
    const chosen = (Array.isArray(props.value) ? props.value : []).flatMap(
      (value) => place(options, value) ?? [],
    );
    return (
      <MultiSelect
        {...common}
        data={data}
        value={chosen}
        searchable={data.length > 8}
        onChange={(next) => props.onChange(next.map((index) => options[Number(index)]?.value))}
      />
    );
  }
  return (
    <Select
      {...common}
      data={data}
      value={place(options, props.value)}
      placeholder={common.placeholder ?? t('form.choose')}
      searchable={data.length > 8}
      clearable={!props.required}
      onChange={(next) =>
        props.onChange(next === null ? props.options.emptyValue : options[Number(next)]?.value)
      }
    />
  );
}

function RadioWidget(props: WidgetProps) {
  const { onBlur, onFocus, autoFocus, placeholder, disabled, ...common } = useCommon(props);
  const options = props.options.enumOptions ?? [];
  return (
    <Radio.Group
      {...common}
      value={place(options, props.value)}
      onChange={(next) => props.onChange(options[Number(next)]?.value)}
    >
      <Stack gap={10} mt={8}>
        {options.map((option, index) => (
          <Radio
            key={option.label}
            value={String(index)}
            label={option.label}
            disabled={disabled}
            size={common.size === 'md' ? 'sm' : 'xs'}
            styles={CHOICE}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function CheckboxesWidget(props: WidgetProps) {
  const { onBlur, onFocus, autoFocus, placeholder, disabled, ...common } = useCommon(props);
  const options = props.options.enumOptions ?? [];
  const value: unknown[] = Array.isArray(props.value) ? props.value : [];
  const chosen = value.flatMap((one) => place(options, one) ?? []);
  const change = (next: string[]) => {
    const added = next.find((index) => !chosen.includes(index));
    const removed = chosen.find((index) => !next.includes(index));
    if (added !== undefined) props.onChange(enumOptionsSelectValue(Number(added), value, options));
    if (removed !== undefined)
      props.onChange(enumOptionsDeselectValue(Number(removed), value, options));
  };
  return (
    <Checkbox.Group {...common} value={chosen} onChange={change}>
      <Stack gap={10} mt={8}>
        {options.map((option, index) => (
          <Checkbox
            key={option.label}
            value={String(index)}
            label={option.label}
            disabled={disabled}
            size={common.size === 'md' ? 'sm' : 'xs'}
            styles={CHOICE}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function CheckboxWidget(props: WidgetProps) {
  const { label, description, error, disabled, id, name } = useCommon({ ...props, required: true });
  return (
    <Input.Wrapper error={error} id={id}>
      <Checkbox
        id={id}
        name={name}
        label={label}
        description={description}
        disabled={disabled || props.readonly}
        size={(props.registry.formContext as { dense?: boolean }).dense ? 'xs' : 'sm'}
        styles={CHOICE}
        checked={props.value === true}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        aria-invalid={error !== undefined}
      />
    </Input.Wrapper>
  );
}

function DateWidget(props: WidgetProps) {
  const common = useCommon(props);
  return (
    <TextInput
      {...common}
      type="date"
      styles={NARROW}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(orEmpty(event.currentTarget.value, props))}
    />
  );
}

/** Shown and typed in the reader's own zone, kept in UTC. */
function DateTimeWidget(props: WidgetProps) {
  const common = useCommon(props);
  const at = typeof props.value === 'string' ? new Date(props.value) : null;
  const local =
    at === null || Number.isNaN(at.getTime())
      ? ''
      : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      {...common}
      type="datetime-local"
      styles={NARROW}
      value={local}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        props.onChange(typed === '' ? props.options.emptyValue : new Date(typed).toISOString());
      }}
    />
  );
}

function TimeWidget(props: WidgetProps) {
  const common = useCommon(props);
  return (
    <TextInput
      {...common}
      type="time"
      styles={NARROW}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(orEmpty(event.currentTarget.value, props))}
    />
  );
}

export const widgets: RegistryWidgetsType = {
  TextareaWidget,
  PasswordWidget,
  SelectWidget,
  RadioWidget,
  CheckboxesWidget,
  CheckboxWidget,
  DateWidget,
  DateTimeWidget,
  TimeWidget,
};
