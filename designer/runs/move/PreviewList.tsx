/** What would become of each run: where it comes to stand, what ends or begins with the move, or why it stays. */
import { IconArrowRight, IconPlayerPause } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MovePreview, PlannedRun } from '#designer/client/moves.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import type { Definition } from '#engine/definition.ts';
import { shortId } from '../name-of-run.ts';
import classes from './MovePage.module.css';
import { useHoldWords } from './use-hold-words.ts';

type Props = { preview: MovePreview; from: Definition; to: Definition };

export function PreviewList({ preview, from, to }: Props) {
  // Who stays is what one has to look at.
  const sorted = [...preview.items].sort((one, other) => Number(one.moves) - Number(other.moves));
  return (
    <ul className={classes.runs}>
      {sorted.map((run) => (
        <Planned key={run.run} run={run} from={from} to={to} />
      ))}
    </ul>
  );
}

function Planned({ run, from, to }: { run: PlannedRun; from: Definition; to: Definition }) {
  const t = useText();
  const say = useSay();
  const holdWords = useHoldWords(from);
  const named = (definition: Definition, id: string) => {
    const element = definition.elements.find((one) => one.id === id);
    return element ? nameOf(say, element) : id;
  };
  const notes = [
    ...run.landings.map((landing) =>
      landing.to === null
        ? t('runs.preview.over', { from: named(from, landing.from) })
        : landing.to === landing.from && named(from, landing.from) === named(to, landing.to)
          ? t('runs.preview.stays', { name: named(to, landing.to) })
          : t('runs.preview.lands', {
              from: named(from, landing.from),
              to: named(to, landing.to),
            }),
    ),
    ...run.begun.map((id) => t('runs.preview.begun', { name: named(to, id) })),
    ...run.forgotten.map((id) => t('runs.preview.forgotten', { name: named(from, id) })),
    ...(run.moves && !run.proved ? [t('runs.preview.notProved')] : []),
    ...run.holds.map(holdWords),
  ];
  return (
    <li className={classes.run} data-held={!run.moves || undefined}>
      <Link to="/runs/$id" params={{ id: run.run }} className={classes.number}>
        {run.ticket ?? shortId(run.run)}
      </Link>
      <Chip
        tone={run.moves ? 'good' : 'warn'}
        icon={
          run.moves ? (
            <IconArrowRight size={13} aria-hidden="true" className={classes.arrow} />
          ) : (
            <IconPlayerPause size={13} aria-hidden="true" />
          )
        }
      >
        {t(run.moves ? 'runs.preview.moves' : 'runs.preview.held')}
      </Chip>
      <span className={classes.notes} dir="auto">
        {[...new Set(notes)].join(' · ')}
      </span>
    </li>
  );
}
