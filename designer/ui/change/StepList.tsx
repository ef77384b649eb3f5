/** Steps of a change's plan in order: how far each is in words and a sign, who has done it and when; how it is done unfolds. */
import type { ChangeStep, StepState } from '#designer/client/types/changes.ts';
import { PersonName } from '../Avatar.tsx';
import { useText } from '../locale.ts';
import { Time } from '../Time.tsx';
import { StepChip } from './StepChip.tsx';
import classes from './StepList.module.css';

export function StepList({ steps }: { steps: readonly ChangeStep[] }) {
  return (
    <ol className={classes.list}>
      {steps.map((step, index) => (
        <Step key={step.key} step={step} number={index + 1} />
      ))}
    </ol>
  );
}

function Step({ step, number }: { step: ChangeStep; number: number }) {
  const t = useText();
  const { assignment, state, undo, details, minutes } = step;
  const planned = assignment?.user ?? null;
  const place = assignment?.group?.name ?? assignment?.queue?.name;
  return (
    <li
      className={classes.step}
      data-state={state}
      aria-current={isNow(state) ? 'step' : undefined}
    >
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.body}>
        <p className={classes.title}>
          <span dir="auto">{step.title}</span>
          <StepChip state={state} />
        </p>
        <p className={classes.facts}>
          {step.by !== null && <PersonName person={step.by} />}
          {step.by === null && planned !== null && <PersonName person={planned} />}
          {step.by === null && place !== undefined && <span dir="auto">{place}</span>}
          {step.at !== null && <Time at={step.at} short />}
          {step.dueAt !== null && (
            <span>
              {t('changes.step.due')} <Time at={step.dueAt} short />
            </span>
          )}
          {minutes !== null && step.at === null && (
            <span>{t('changes.step.minutes.said', { minutes })}</span>
          )}
        </p>
        {(details !== '' || undo !== '') && (
          <details className={classes.more}>
            <summary>
              <span className="p-hidden">{t('changes.step.more.of', { title: step.title })}</span>
              <span aria-hidden="true">{t('changes.step.more')}</span>
            </summary>
            {details !== '' && (
              <p className={classes.text} dir="auto">
                {details}
              </p>
            )}
            {undo !== '' && (
              <>
                <p className={classes.quiet}>{t('changes.step.undo')}</p>
                <p className={classes.text} dir="auto">
                  {undo}
                </p>
              </>
            )}
          </details>
        )}
      </div>
    </li>
  );
}

const isNow = (state: StepState): boolean => state === 'doing' || state === 'undoing';
