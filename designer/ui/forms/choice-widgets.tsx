/** Choosing: one of several, some of several, yes or no. */
import { Checkbox, Input, MultiSelect, Radio, Select, Stack } from '@mantine/core';
import {
  type EnumOptionsType,
  enumOptionsDeselectValue,
  enumOptionsSelectValue,
  type WidgetProps,
} from '@rjsf/utils';
import { useText } from '#designer/ui/locale.ts';
import { useCommon } from './common.ts';

const CHOICE = { label: { fontSize: 'inherit', lineHeight: 1.4 } };

/** Options are told apart by their place, because their values may be any JSON. */
const place = (options: EnumOptionsType[], value: unknown) => {
  const index = options.findIndex(
    (option) => JSON.stringify(option.value) === JSON.stringify(value),
  );
  return index < 0 ? null : String(index);
};

export function SelectWidget(props: WidgetProps) {
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

export function RadioWidget(props: WidgetProps) {
  const { onBlur, onFocus, autoFocus, placeholder, disabled, ...common } = useCommon(props);
  const options = props.options.enumOptions ?? [];
  return (
    <Radio.Group
      {...common}
      value={place(options, props.value)}
      onChange={(next) => props.onChange(options[Number(next)]?.value)}
    >
      <Options of={Radio} options={options} disabled={disabled} dense={common.size !== 'md'} />
    </Radio.Group>
  );
}

export function CheckboxesWidget(props: WidgetProps) {
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
      <Options of={Checkbox} options={options} disabled={disabled} dense={common.size !== 'md'} />
    </Checkbox.Group>
  );
}

type OptionsProps = {
  of: typeof Radio | typeof Checkbox;
  options: EnumOptionsType[];
  disabled: boolean | undefined;
  dense: boolean;
};

function Options({ of: Option, options, disabled, dense }: OptionsProps) {
  return (
    <Stack gap={10} mt={8}>
      {options.map((option, index) => (
        <Option
          key={option.label}
          value={String(index)}
          label={option.label}
          disabled={disabled}
          size={dense ? 'xs' : 'sm'}
          styles={CHOICE}
        />
      ))}
    </Stack>
  );
}

export function CheckboxWidget(props: WidgetProps) {
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
