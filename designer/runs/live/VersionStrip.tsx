/** The runs of one version in a few numbers, each leading to what it counts where there is something to see. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import type { VersionFigures } from '#designer/client/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './VersionStrip.module.css';

type Props = { process: string; figures: VersionFigures | undefined; days: number };

const NOW = ['running', 'waiting', 'faulted'] as const;
const ENDED = ['completed', 'cancelled', 'failed'] as const;

export function VersionStrip({ process, figures, days }: Props) {
  const t = useText();
  const intl = useIntl();
  if (!figures) return null;
  const { version } = figures;
  return (
    <dl className={classes.strip}>
      {[...NOW, ...ENDED].map((state) => (
        <div
          key={state}
          className={classes.figure}
          data-state={state}
          data-some={figures[state] > 0}
        >
          <dt>
            {t(`process.runState.${state}`)}
            {ENDED.some((one) => one === state) && (
              <span className="p-hidden"> {t('runs.live.days', { days })}</span>
            )}
          </dt>
          <dd>
            {figures[state] > 0 ? (
              <Link to="/runs" search={{ state, process, version }} className={classes.link}>
                {state === 'faulted' && <IconAlertTriangle size={14} aria-hidden="true" />}
                {intl.formatNumber(figures[state])}
              </Link>
            ) : (
              intl.formatNumber(0)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
