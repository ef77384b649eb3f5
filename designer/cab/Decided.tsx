/** What the board has decided about a change, with its reason, its conditions, and where it comes up again. */
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { AgendaItem } from '#designer/client/types/cab.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './meeting.module.css';
import { StandingChip } from './words.tsx';

/** Where the focus goes once it is said. */
export const DECIDED = 'cab-decided-here';

export function Decided({ item }: { item: AgendaItem }) {
  const t = useText();
  const { decision, note, conditions, deferredTo } = item;
  if (decision === null) return null;
  return (
    <section
      id={DECIDED}
      tabIndex={-1}
      className={classes.decided}
      data-decision={decision}
      aria-labelledby="cab-decided"
    >
      <h3 id="cab-decided" className={classes.row}>
        <StandingChip standing={decision} />
        {decision === 'approved' && conditions.length > 0 && (
          <span>{t('cab.conditions.count', { count: conditions.length })}</span>
        )}
        {item.castingVote && <span className={classes.quiet}>{t('cab.decided.casting')}</span>}
      </h3>
      {decision === 'deferred' && (
        <p>
          {deferredTo ? (
            <>
              {t('cab.decided.to')}{' '}
              <Link to="/cab/$id" params={{ id: deferredTo.id }} className={classes.link}>
                {deferredTo.name}
              </Link>{' '}
              (<Time at={deferredTo.scheduledAt} />)
            </>
          ) : (
            t('cab.decided.back')
          )}
        </p>
      )}
      {note !== null && (
        <p className={classes.written} dir="auto">
          {note}
        </p>
      )}
      {decision === 'approved' && conditions.length > 0 && (
        <ul className={classes.met}>
          {conditions.map((one, index) => (
            <li key={one.id ?? index}>
              {one.met ? (
                <IconCheck size={16} stroke={2.2} aria-hidden="true" />
              ) : (
                <IconCircleDashed size={16} aria-hidden="true" />
              )}
              <span>
                <span dir="auto">{one.text}</span>{' '}
                <span className={classes.quiet}>
                  {t(`cab.before.${one.before}`)} · {t(one.met ? 'cab.met' : 'cab.notMet')}
                </span>
              </span>
              {one.person && <PersonName person={one.person} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
