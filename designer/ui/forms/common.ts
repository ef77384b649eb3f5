/** What every input of a form takes from the form library's properties: label, help, error, size. */
import type { WidgetProps } from '@rjsf/utils';
import { useText } from '#designer/ui/locale.ts';

/** Numbers and dates are short; their help may be long. */
export const NARROW = { wrapper: { maxInlineSize: 260 } };

export function useCommon(props: WidgetProps) {
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

export const orEmpty = (text: string, props: WidgetProps) =>
  text === '' ? props.options.emptyValue : text;
