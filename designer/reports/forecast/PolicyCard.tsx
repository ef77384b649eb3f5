/** One promise: how likely it is broken, with its band; beside it how good that would have been; or, hidden, why. */
import { Link } from '@tanstack/react-router';
import { useIntl } from 'react-intl';
import type { ForecastPolicy } from '#designer/client/types/forecasts.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './forecast.module.css';

const MOST_OPEN = 10;

export function PolicyCard({ policy }: { readonly policy: ForecastPolicy }) {
  const t = useText();
  const intl = useIntl();
  const { name, share, open, backcast, comes } = policy;
  const percent = (value: number): string =>
    intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 0 });
  const figures = {
    tickets: backcast.tickets,
    broken: backcast.broken,
    brier: intl.formatNumber(backcast.brier ?? 0, { maximumFractionDigits: 3 }),
    usual: intl.formatNumber(backcast.usual ?? 0, { maximumFractionDigits: 3 }),
    bias: percent(Math.abs(backcast.bias ?? 0)),
  };
  return (
    <article className={classes.card} aria-label={name}>
      <h3 className={classes.name} dir="auto">
        {name}
      </h3>
      {share ? (
        <>
          <p className={classes.figure}>
            <strong>{percent(share.median)}</strong>{' '}
            {t('forecast.share', { low: percent(share.low), high: percent(share.high) })}
          </p>
          <div className={classes.bandBar} aria-hidden="true">
            <span
              style={{
                insetInlineStart: `${share.low * 100}%`,
                inlineSize: `${Math.max(0.5, (share.high - share.low) * 100)}%`,
              }}
            />
            <i style={{ insetInlineStart: `${share.median * 100}%` }} />
          </div>
        </>
      ) : backcast.verdict === 'good' ? (
        <p className={classes.figure}>{t('forecast.noTickets')}</p>
      ) : (
        <p className={classes.hidden}>{t(`forecast.hidden.${backcast.verdict}`, figures)}</p>
      )}
      <p className={classes.quiet}>
        {t('forecast.comes', {
          low: comes.tickets.low,
          high: comes.tickets.high,
          median: comes.tickets.median,
        })}
      </p>
      {backcast.verdict === 'good' && (
        <p className={classes.quiet}>{t('forecast.backcast', figures)}</p>
      )}
      {backcast.tickets > 0 && (
        <details className={classes.more}>
          <summary>{t('forecast.calibration')}</summary>
          <table className={classes.table}>
            <thead>
              <tr>
                {(['said', 'happened', 'tickets'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`forecast.calibration.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {backcast.calibration
                .filter(({ tickets }) => tickets > 0)
                .map(({ from, said, happened, tickets }) => (
                  <tr key={from}>
                    <td>{percent(said)}</td>
                    <td>{percent(happened)}</td>
                    <td>{intl.formatNumber(tickets)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </details>
      )}
      {open && open.length > 0 && (
        <details className={classes.more}>
          <summary>{t('forecast.open', { count: open.length })}</summary>
          <ul className={classes.open}>
            {open.slice(0, MOST_OPEN).map(({ id, number, probability }) => (
              <li key={id}>
                <Link to="/tickets/$id" params={{ id: number }}>
                  {number}
                </Link>
                <span>{percent(probability)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
