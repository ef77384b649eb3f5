/** The moves of a process that there were: the way back to one that is under way. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isUnderWay, movesQuery } from '#designer/client/moves.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import classes from './MovePage.module.css';

export function EarlierMoves({ process }: { process: string }) {
  const t = useText();
  const { data = [] } = useQuery(movesQuery(process));
  if (data.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('runs.moves.title')}</h2>
      <ul className={classes.runs}>
        {data.map((move) => (
          <li key={move.id} className={classes.run}>
            <Link to="/moves/$id" params={{ id: move.id }} className={classes.number}>
              {t('runs.moves.one', { version: move.to })}
            </Link>
            <Chip tone={isUnderWay(move) ? 'info' : 'neutral'}>
              {t(`runs.moveState.${move.state}`)}
            </Chip>
            <span className={classes.notes} dir="auto">
              {move.reason}
            </span>
            <Time at={move.createdAt} short className={classes.time} />
          </li>
        ))}
      </ul>
    </section>
  );
}
