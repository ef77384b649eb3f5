/** It was made another after something had been said of it: who has read it before is told what to look at. */
import { IconReplace } from '@tabler/icons-react';
import { useIntl } from 'react-intl';
import type { AgendaItem } from '#designer/client/types/cab.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './meeting.module.css';

export function MadeAnother({ item: { altered, decision } }: { item: AgendaItem }) {
  const t = useText();
  const intl = useIntl();
  const { field } = useFieldWords();
  if (altered.length === 0) return null;
  return (
    <div className={classes.notice} role="status">
      <IconReplace size={17} aria-hidden="true" />
      <ul className={classes.alterations}>
        {altered.map(({ at, by, fields, reason }) => {
          const told = {
            at: intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
            what: intl.formatList(fields.map(field), { type: 'conjunction' }),
          };
          return (
            <li key={`${at} ${fields.join()}`}>
              {by === null
                ? t('cab.altered.process', told)
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
