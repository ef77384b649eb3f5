/** Dates and times as the browser's own inputs, which speak the reader's language and work with every keyboard. */
import { TextInput } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import { NARROW, orEmpty, useCommon } from './common.ts';

export function DateWidget(props: WidgetProps) {
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
export function DateTimeWidget(props: WidgetProps) {
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

export function TimeWidget(props: WidgetProps) {
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
