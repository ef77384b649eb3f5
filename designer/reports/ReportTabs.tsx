/** From one report to the other. */
import { Link } from '@tanstack/react-router';
import { useText } from '#designer/ui/locale.ts';
import classes from './reports.module.css';

const active = { 'aria-current': 'page', 'data-active': true } as const;

export function ReportTabs() {
  const t = useText();
  return (
    <nav className={classes.tabs} aria-label={t('shell.reports')}>
      <Link to="/reports/service-levels" activeProps={active}>
        {t('levels.title')}
      </Link>
      <Link to="/reports/forecast" activeProps={active}>
        {t('forecast.title')}
      </Link>
    </nav>
  );
}
