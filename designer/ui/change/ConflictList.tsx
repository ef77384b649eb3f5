/** What stands in the way of a change, each with its reason and when. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import type { ChangeConflict } from '#designer/client/types/changes.ts';
import { useConflictWords } from '../conflict-words.ts';
import { useText } from '../locale.ts';
import classes from './InTheWay.module.css';

export function ConflictList({ conflicts }: { conflicts: readonly ChangeConflict[] }) {
  const t = useText();
  const intl = useIntl();
  const words = useConflictWords();
  const shown = (at: string) => intl.formatDate(at, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <ul className={classes.conflicts} aria-label={t('changes.plan.inTheWay')}>
      {conflicts.map((one) => (
        <li
          key={`${one.kind} ${one.change?.id ?? one.freeze?.id ?? one.from}`}
          data-passed={one.isOverridden}
        >
          <IconAlertTriangle size={15} aria-hidden="true" />
          <span dir="auto">
            {words(one)}{' '}
            <span className={classes.quiet}>
              {t('changes.span', { from: shown(one.from), to: shown(one.to) })}
            </span>{' '}
            {one.change !== null && (
              <Link to="/tickets/$id" params={{ id: one.change.number }}>
                {one.change.title}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
