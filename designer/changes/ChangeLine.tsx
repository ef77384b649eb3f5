/** One change on a day of the calendar: when of that day, which, and whether something stands in its way; a link to its ticket. */
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import { undoneIn } from '#designer/ui/change/undone.ts';
import { useLocale, useText } from '#designer/ui/locale.ts';
import classes from './changes.module.css';
import { type ChangeEntry, partOn } from './weeks.ts';

type Props = {
  change: ChangeEntry;
  date: string;
};

export function ChangeLine({ change, date }: Props) {
  const t = useText();
  const intl = useIntl();
  const { timeZone } = useLocale();
  const part = partOn(timeZone, change, date);
  const at = (instant: string) => intl.formatTime(instant, { timeStyle: 'short' });
  const result = undoneIn(change.status, change.result);
  const said = result === null ? [] : [t(`changes.result.${result}`)];
  return (
    <Link
      to="/tickets/$id"
      params={{ id: change.number }}
      className={classes.change}
      data-kind={change.kind}
      data-undone={result !== null}
      title={[`${change.number} ${change.title}`, ...said].join(' · ')}
    >
      <span className={classes.time}>
        {part === 'whole'
          ? at(change.from)
          : t(`changes.day.${part}`, { from: at(change.from), to: at(change.to) })}
      </span>
      <span className={classes.name} dir="auto">
        {change.title}
      </span>
      {result !== null && (
        <span className={classes.result}>
          <IconArrowBackUp size={13} aria-hidden="true" />
          {said}
        </span>
      )}
      {change.conflicts > 0 && (
        <span className={classes.warn}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          <span className="p-hidden">{t('changes.conflicts', { count: change.conflicts })}</span>
        </span>
      )}
    </Link>
  );
}
