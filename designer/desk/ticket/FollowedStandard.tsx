/** The standard change that a change follows, and the way out of it; of one that went well, the way to make a standard change of it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type PlanFields, planChange } from '#designer/client/changes.ts';
import { useMay } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import type { Change } from '#designer/client/types/changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { SaveDialog } from '#designer/ui/SaveDialog.tsx';
import classes from './ChangePlan.module.css';

/** What a change that follows a standard change may say of its plan. */
export const withoutFixed = ({ fixed, standard }: Change, fields: PlanFields): PlanFields =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([field]) => !fixed.includes(field) && !(field === 'kind' && standard !== null),
    ),
  );

export function Followed({ change }: { change: Change }) {
  const t = useText();
  const mayPropose = useMay('ticket.update');
  const [isAsking, setAsking] = useState(false);
  const { standard } = change;
  if (standard === null)
    return change.result === 'successful' && mayPropose ? (
      <p className={classes.quiet}>
        <Link to="/standard-changes" search={{ from: change.number }}>
          {t('standards.proposeThis')}
        </Link>
      </p>
    ) : null;
  const { key, name, version } = standard;
  return (
    <div className={classes.followed}>
      <span dir="auto">
        {t('standards.one')}:{' '}
        <Link to="/standard-changes/$key" params={{ key }}>
          {t('standards.followed', { name, version })}
        </Link>
      </span>
      {change.allowed.includes('plan') && change.actualFrom === null && (
        <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          {t('standards.makeNormal')}
        </Button>
      )}
      {isAsking && (
        <SaveDialog
          title={t('standards.makeNormal')}
          submit={t('standards.makeNormal')}
          what={[change.id, 'normal']}
          save={() => planChange(change, { kind: 'normal' })}
          saved={t('standards.madeNormal')}
          touches={[keys.ticket(change.id), keys.ticket(change.number), keys.changes()]}
          onClose={() => setAsking(false)}
        >
          {() => <p>{t('standards.makeNormal.text')}</p>}
        </SaveDialog>
      )}
    </div>
  );
}
