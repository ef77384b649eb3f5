/** How long until an instant, or since; goes on by the second while it is near, and says the exact time on hover. */
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useText } from './locale.ts';
import { exact } from './time.ts';

const TICK_MS = 1_000;
const HOUR = 3_600;

type Props = { at: string; className?: string };

/** `12:05`, or `1:02:05` from an hour on; after the instant with the words for overdue. */
export function Countdown({ at, className }: Props) {
  const t = useText();
  const intl = useIntl();
  const seconds = Math.round((Date.parse(at) - useSeconds()) / 1_000);
  const late = seconds < 0;
  const clock = spelled(Math.abs(seconds));
  return (
    <time
      dateTime={at}
      title={exact(intl, Date.parse(at))}
      className={className}
      data-late={late || undefined}
    >
      {late ? t('major.overdueBy', { time: clock }) : t('major.dueIn', { time: clock })}
    </time>
  );
}

/** The time that has passed since. */
export function Since({ at, className }: Props) {
  const intl = useIntl();
  const seconds = Math.max(0, Math.round((useSeconds() - Date.parse(at)) / 1_000));
  return (
    <time dateTime={at} title={exact(intl, Date.parse(at))} className={className}>
      {spelled(seconds)}
    </time>
  );
}

function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** Digits as clocks have them, so that nothing jumps as they go. */
function spelled(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / 60)];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
