/** The agenda: every change with where it is, the one that is shown, and the one that is being talked about. */
import { IconMicrophone } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useText } from '#designer/ui/locale.ts';
import { isUndecided, standingOf } from './agenda.ts';
import classes from './meeting.module.css';
import { StandingIcon } from './words.tsx';

type Props = {
  meeting: Meeting;
  shown: string | undefined;
  onShow: (id: string) => void;
};

export function Agenda({ meeting, shown, onShow }: Props) {
  const t = useText();
  const line = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one that is shown must not lie outside of the list.
  useEffect(() => {
    line.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const undecided = meeting.items.filter(isUndecided).length;
  return (
    <>
      <h2 className={classes.agendaHead}>
        {t('cab.agenda')}{' '}
        <span className={classes.quiet}>
          {t('cab.agenda.count', { count: meeting.items.length, undecided })}
        </span>
      </h2>
      <ol className={classes.lines}>
        {meeting.items.map((item, index) => {
          const { ticket } = item;
          const isShown = ticket.id === shown;
          return (
            <li key={ticket.id}>
              <button
                ref={isShown ? line : undefined}
                type="button"
                className={classes.line}
                aria-current={isShown ? 'true' : undefined}
                onClick={() => onShow(ticket.id)}
              >
                <span className={classes.at}>{index + 1}</span>
                <span className={classes.lineText}>
                  <span className={classes.lineTitle} dir="auto">
                    {ticket.title}
                  </span>
                  <span className={classes.lineMeta}>
                    {ticket.number}
                    {ticket.id === meeting.current && meeting.state === 'open' && (
                      <span className={classes.now}>
                        <IconMicrophone size={13} aria-hidden="true" />
                        {t('cab.now')}
                      </span>
                    )}
                  </span>
                </span>
                <StandingIcon standing={standingOf(item)} />
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
