/** The plan of a version, as it is read. */
import type { StandardVersion } from '#designer/client/types/standard-changes.ts';
import { useText } from '#designer/ui/locale.ts';
import { planTexts } from './plan-fields.ts';
import classes from './standard-changes.module.css';

export function Plan({ version }: { version: StandardVersion }) {
  const t = useText();
  const { plan, minutes, items } = version;
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
      {plan.steps !== undefined && plan.steps.length > 0 && (
        <div>
          <dt>{t('changes.steps')}</dt>
          <dd>
            <ol className={classes.steps}>
              {plan.steps.map(({ key, title, undo }) => (
                <li key={key ?? title} dir="auto">
                  {title}
                  {undo && (
                    <span className={classes.undo}>{t('standards.step.undo', { undo })}</span>
                  )}
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}
