/**
 * The inputs of a form made from a schema, in the product's own dress: label above, help under it, the error beside the
 * field it belongs to.
 */
import { NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { BaseInputTemplateProps, RegistryWidgetsType, WidgetProps } from '@rjsf/utils';
import { CheckboxesWidget, CheckboxWidget, RadioWidget, SelectWidget } from './choice-widgets.tsx';
import { NARROW, orEmpty, useCommon } from './common.ts';
import { DateTimeWidget, DateWidget, TimeWidget } from './time-widgets.tsx';

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
