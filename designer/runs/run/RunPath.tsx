/** The way a run took, stay by stay: when, how long, with what outcome, and who did it. Of one element where one is chosen. */
import { Button } from '@mantine/core';
import type { PathStay } from '#designer/client/types/runs.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { useDuration } from '#designer/ui/time.ts';
import type { Definition } from '#engine/definition.ts';
import classes from './parts.module.css';
import { useOutcomeWords } from './use-outcome-words.ts';

type Props = {
  definition: Definition;
  path: readonly PathStay[];
  selected: string | undefined;
  onAll: () => void;
};

export function RunPath({ definition, path, selected, onAll }: Props) {
  const t = useText();
  const say = useSay();
  const chosen = definition.elements.find(({ id }) => id === selected);
  const shown = chosen ? path.filter(({ element }) => element === chosen.id) : path;
  return (
    <section className={classes.section}>
      <header className={classes.head}>
        <h2 className={classes.heading}>
          {chosen ? t('runs.path.of', { name: nameOf(say, chosen) }) : t('runs.path.title')}
        </h2>
        {chosen && (
          <Button size="compact-xs" variant="subtle" onClick={onAll}>
            {t('runs.path.all')}
          </Button>
        )}
      </header>
      {shown.length === 0 ? (
        <p className={classes.quiet}>{t(chosen ? 'runs.path.notHere' : 'runs.path.none')}</p>
      ) : (
        <ol className={classes.path}>
          {shown.map((stay) => (
            <Stay key={stay.token} stay={stay} definition={definition} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Stay({ stay, definition }: { stay: PathStay; definition: Definition }) {
  const t = useText();
  const say = useSay();
  const duration = useDuration();
  const outcomeOf = useOutcomeWords(definition);
  const element = definition.elements.find(({ id }) => id === stay.element);
  const seconds =
    stay.leftAt === null ? 0 : (Date.parse(stay.leftAt) - Date.parse(stay.enteredAt)) / 1000;
  const state = stay.failed ? 'failed' : stay.leftAt === null ? 'here' : 'over';
  return (
    <li className={classes.stay} data-state={state}>
      <span className={classes.name} dir="auto">
        {element ? nameOf(say, element) : stay.element}
      </span>
      <span className={classes.quiet}>
        {[
          state !== 'over' && t(`runs.path.${state}`),
          stay.outcome !== null && outcomeOf(stay.element, stay.outcome),
          stay.by.length > 0 && t('runs.path.by', { names: say.list(stay.by) }),
          seconds >= 1 && t('runs.path.took', { time: duration(seconds) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <Time at={stay.leftAt ?? stay.enteredAt} short className={classes.time} />
    </li>
  );
}
