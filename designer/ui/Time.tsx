/** An instant, relative to now, with the exact one on hover and for screen readers. */
import { Tooltip } from '@mantine/core';
import { useIntl } from 'react-intl';
import { exact, relative, useNow } from './time.ts';

export function Time({
  at,
  short = false,
  className,
}: {
  at: string;
  short?: boolean;
  className?: string;
}) {
  const intl = useIntl();
  const now = useNow();
  const instant = Date.parse(at);
  return (
    <Tooltip label={exact(intl, instant)}>
      <time dateTime={at} className={className}>
        {relative(intl, instant, now, short ? 'short' : 'long')}
      </time>
    </Tooltip>
  );
}
