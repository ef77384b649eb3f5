/** That a change is being backed out, above all else on its page: its status says only that it is under way. */
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { changeQuery } from '#designer/client/changes.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './BackingOutStrip.module.css';

export function BackingOutStrip({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const backingOut = useQuery(changeQuery(ticket.id)).data?.backingOut ?? null;
  if (backingOut === null) return null;
  const { stage, because } = backingOut;
  return (
    <aside className={classes.strip} aria-label={t('changes.backingOut')}>
      <p className={classes.what}>
        <IconArrowBackUp size={16} aria-hidden="true" />
        {t(`changes.backingOut.${stage}`)}
      </p>
      {because !== null && (
        <p className={classes.why}>
          {because.step !== null && (
            <span dir="auto">{t('changes.backingOut.failed', { step: because.step })}</span>
          )}
          {because.reason !== '' && <span dir="auto">{because.reason}</span>}
          {because.by !== null && <PersonName person={because.by} />}
          <Time at={because.at} short />
        </p>
      )}
    </aside>
  );
}
