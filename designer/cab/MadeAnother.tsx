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
  if (altered === null) return null;
  const { at, by, fields, reason } = altered;
  return (
    <div className={classes.notice} role="status">
      <IconReplace size={17} aria-hidden="true" />
      <span>
        {t('cab.altered', {
          at: intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
          name: by?.name ?? t('common.unknownPerson'),
          what: intl.formatList(fields.map(field), { type: 'conjunction' }),
        })}{' '}
        {decision === null && t('cab.altered.anew')}
      </span>
      {reason !== null && (
        <p className={classes.below} dir="auto">
          {reason}
        </p>
      )}
    </div>
  );
}
