/**
 * An instant, relative to now, with the exact one on hover and for screen readers. The short form is for long lists: it
 * leaves the hovering to the browser, because a floating element for each of a hundred rows is what makes lists slow.
 */
import { Tooltip } from '@mantine/core';
import { useIntl } from 'react-intl';
import { exact, relative, useNow } from './time.ts';

type Props = { at: string; short?: boolean; className?: string };

export function Time({ at, short = false, className }: Props) {
  const intl = useIntl();
  const now = useNow();
  const instant = Date.parse(at);
  const label = exact(intl, instant);
  const time = (
    <time dateTime={at} className={className} title={short ? label : undefined}>
      {relative(intl, instant, now, short ? 'short' : 'long')}
    </time>
  );
  return short ? time : <Tooltip label={label}>{time}</Tooltip>;
}
