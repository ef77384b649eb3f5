/** Dates and times as the browser's own inputs, which speak the reader's language and work with every keyboard. */
import { TextInput } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import { useLocale } from '#designer/ui/locale.ts';
import { fromWall, toWall } from '#designer/ui/wall-time.ts';
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
  const { timeZone } = useLocale();
  return (
    <TextInput
      {...common}
      type="datetime-local"
      styles={NARROW}
      value={toWall(timeZone, props.value)}
      onChange={(event) =>
        props.onChange(fromWall(timeZone, event.currentTarget.value) ?? props.options.emptyValue)
      }
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
