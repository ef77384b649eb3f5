/** It was made another after something had been said of it: who has read it before is told what to look at. */
import { IconReplace } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { AgendaItem } from '#designer/client/types/cab.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './meeting.module.css';

/** What was altered before these is told in short. */
const LATEST = 3;

export function MadeAnother({ item: { altered, decision } }: { item: AgendaItem }) {
  const t = useText();
  const intl = useIntl();
  const { field } = useFieldWords();
  if (altered.length === 0) return null;
  const earlier = altered.slice(0, -LATEST);
  const named = (fields: readonly string[]) =>
    intl.formatList([...new Set(fields)].map(field), { type: 'conjunction' });
  return (
    <div className={classes.notice} role="status">
      <IconReplace size={17} aria-hidden="true" />
      <ul className={classes.alterations}>
        {earlier.length > 0 && (
          <li>
            {t('cab.altered.earlier', {
              count: earlier.length,
              what: named(earlier.flatMap(({ fields }) => fields)),
            })}
          </li>
        )}
        {altered.slice(-LATEST).map(({ at, by, fields, reason }) => {
          const told = {
            at: intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
            what: named(fields),
          };
          return (
            <li key={`${at} ${fields.join()}`}>
              {by === null
                ? t('cab.altered.unsaid', told)
                : t('cab.altered', { ...told, name: by.name })}
              {reason !== null && <p dir="auto">{reason}</p>}
            </li>
          );
        })}
        {decision === null && <li>{t('cab.altered.anew')}</li>}
      </ul>
    </div>
  );
}
