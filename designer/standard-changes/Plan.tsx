/** The plan of a version, as it is read. */
import type { StandardVersion } from '#designer/client/types/standard-changes.ts';
import { PersonName } from '#designer/ui/Avatar.tsx';
import type { StepToWrite } from '#designer/ui/change/step-draft.ts';
import { useText } from '#designer/ui/locale.ts';
import { planTexts, stepsOf } from './plan-fields.ts';
import classes from './standard-changes.module.css';

export function Plan({ version }: { version: StandardVersion }) {
  const t = useText();
  const { plan, minutes, items } = version;
  const steps = stepsOf(version);
  return (
    <dl className={classes.plan}>
      <div>
        <dt>{t('changes.plan.minutes')}</dt>
        <dd>{minutes}</dd>
      </div>
      <div>
        <dt>{t('standards.items')}</dt>
        <dd dir="auto">
          {items.length === 0 ? t('standards.items.all') : items.map(({ name }) => name).join(', ')}
        </dd>
      </div>
      <div>
        <dt>{t('changes.plan.risk')}</dt>
        <dd>{t(plan.risk ? `changes.plan.risk.${plan.risk}` : 'changes.plan.risk.none')}</dd>
      </div>
      {planTexts.map((field) =>
        plan[field] ? (
          <div key={field}>
            <dt>{t(`changes.plan.${field}`)}</dt>
            <dd dir="auto">{plan[field]}</dd>
          </div>
        ) : null,
      )}
      {steps.length > 0 && (
        <div>
          <dt>{t('changes.steps')}</dt>
          <dd>
            <ol className={classes.steps}>
              {steps.map((step) => (
                <Step key={step.key} step={step} />
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Step({ step }: { step: StepToWrite }) {
  const t = useText();
  const { title, details, undo, minutes, assignment } = step;
  const team = assignment?.group?.name ?? assignment?.queue?.name;
  return (
    <li>
      <span dir="auto">{title}</span>
      <span className={classes.stepFacts}>
        {assignment?.user && <PersonName person={assignment.user} />}
        {team !== undefined && <span dir="auto">{team}</span>}
        {minutes !== null && <span>{t('changes.step.minutes.said', { minutes })}</span>}
      </span>
      {details !== '' && (
        <span className={classes.undo} dir="auto">
          {details}
        </span>
      )}
      {undo !== '' && (
        <span className={classes.undo} dir="auto">
          {t('standards.step.undo', { undo })}
        </span>
      )}
    </li>
  );
}
