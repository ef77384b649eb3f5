/** What a ticket is part of, or that it is a major incident itself; nothing where it is neither. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ticketMajorQuery } from '#designer/client/major.ts';
import type { Ticket } from '#designer/client/types/tickets.ts';
import { Countdown } from '#designer/ui/Countdown.tsx';
import { useText } from '#designer/ui/locale.ts';
import { MajorStateChip, SeverityChip } from '#designer/ui/major/severity.tsx';
import classes from './MajorStrip.module.css';

export function MajorStrip({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const { majorIncident: major, parent } = useQuery(ticketMajorQuery(ticket.id)).data ?? {};
  if (major)
    return (
      <aside className={classes.strip} data-state={major.state}>
        <MajorStateChip state={major.state} />
        <SeverityChip severity={major.severity} />
        <Link to="/major-incidents/$id" params={{ id: major.id }} className={classes.link}>
          {t('major.strip.open')}
        </Link>
        {major.nextUpdateAt !== null && (
          <span className={classes.quiet}>
            {t('major.nextUpdate')} <Countdown at={major.nextUpdateAt} />
          </span>
        )}
      </aside>
    );
  if (!parent) return null;
  return (
    <aside className={classes.strip}>
      <span className={classes.text} dir="auto">
        {t(parent.kind === 'action' ? 'major.strip.action' : 'major.strip.part', {
          number: parent.number,
        })}
        {parent.headline !== null && ` · ${parent.headline}`}
      </span>
      <Link to="/tickets/$id" params={{ id: parent.number }} className={classes.link}>
        {t('major.strip.parent')}
      </Link>
      {parent.kind === 'child' && (
        <span className={classes.quiet}>
          {t(parent.follows ? 'major.strip.follows' : 'major.children.alone')}
        </span>
      )}
    </aside>
  );
}
