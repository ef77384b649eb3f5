/** What a run works with. */
import { Button } from '@mantine/core';
import { useText } from '#designer/ui/locale.ts';
import classes from './parts.module.css';

type Props = { variables: Readonly<Record<string, unknown>>; onCorrect?: () => void };

export function RunVariables({ variables, onCorrect }: Props) {
  const t = useText();
  const names = Object.keys(variables).sort();
  return (
    <section className={classes.card}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{t('runs.variables.title')}</h2>
        {onCorrect && (
          <Button size="compact-sm" variant="default" onClick={onCorrect}>
            {t('runs.act.correct')}
          </Button>
        )}
      </header>
      {names.length === 0 ? (
        <p className={classes.quiet}>{t('runs.variables.none')}</p>
      ) : (
        <dl className={classes.variables}>
          {names.map((name) => (
            <div key={name}>
              <dt>
                <code dir="ltr">{name}</code>
              </dt>
              <dd dir="auto">{shown(variables[name])}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 1);
