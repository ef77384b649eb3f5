/** What became of one run of a move. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MovedRun, MovedState } from '#designer/client/moves.ts';
import { versionQuery } from '#designer/client/processes.ts';
import { Chip, type Tone } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import type { Definition } from '#engine/definition.ts';
import { shortId } from '../name-of-run.ts';
import classes from './MovePage.module.css';
import { useHoldWords } from './use-hold-words.ts';

const TONES: Record<MovedState, Tone> = {
  planned: 'neutral',
  moved: 'good',
  held: 'warn',
  skipped: 'neutral',
  undone: 'info',
};

type Props = { run: MovedRun; process: string; to: Definition | undefined };

export function MovedRunRow({ run, process, to }: Props) {
  const t = useText();
  const say = useSay();
  const from = useQuery(versionQuery(process, run.from)).data?.definition;
  const holdWords = useHoldWords(from);
  const places = [...new Set(run.landings.flatMap((landing) => landing.to ?? []))].map((id) => {
    const element = to?.elements.find((one) => one.id === id);
    return element ? nameOf(say, element) : id;
  });
  const notes = run.state === 'held' ? run.holds.map(holdWords) : places;
  return (
    <li className={classes.run} data-held={run.state === 'held' || undefined}>
      <Link to="/runs/$id" params={{ id: run.run }} className={classes.number}>
        {run.ticket ?? shortId(run.run)}
      </Link>
      <Chip tone={TONES[run.state]}>{t(`runs.movedState.${run.state}`)}</Chip>
      {run.canary && <Chip>{t('runs.progress.first')}</Chip>}
      <span className={classes.notes} dir="auto">
        {say.list([...new Set(notes)])}
      </span>
      {run.at !== null && <Time at={run.at} short className={classes.time} />}
    </li>
  );
}
