/** The open work of a queue by day: what would have been said and what came, then what may come. The same as a table below. */
import { useIntl } from 'react-intl';
import type { Band, ForecastQueue } from '#designer/client/types/forecasts.ts';
import { useText } from '#designer/ui/locale.ts';
import { CHART, chartOf, dayAfter } from './chart.ts';
import classes from './forecast.module.css';

type Props = { readonly name: string; readonly queue: ForecastQueue; readonly to: string };

export function QueueChart({ name, queue, to }: Props) {
  const t = useText();
  const intl = useIntl();
  const chart = chartOf(queue);
  const day = (place: number): string =>
    intl.formatDate(dayAfter(to, place), { weekday: 'short', day: 'numeric', month: 'short' });
  const count = (value: number): string => intl.formatNumber(value);
  const last = queue.days.at(-1);
  const rows: { key: string; place: number; band: Band | undefined; came: number | undefined }[] = [
    ...queue.before.happened.map((came, place) => ({
      key: `before-${place}`,
      place: place + 1 - queue.before.happened.length,
      band: queue.before.said[place],
      came,
    })),
    ...queue.days.map((band, place) => ({
      key: `ahead-${place}`,
      place: place + 1,
      band,
      came: undefined,
    })),
  ];
  return (
    <figure className={classes.chart} aria-label={name}>
      <figcaption>
        <strong dir="auto">{name}</strong>
        {last && (
          <span className={classes.quiet}>
            {t('forecast.queueEnd', {
              median: last.median,
              low: last.low,
              high: last.high,
              day: day(queue.days.length),
            })}
          </span>
        )}
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} aria-hidden="true" focusable="false">
        <path className={classes.area} data-kind="before" d={chart.before.area} />
        <path className={classes.area} d={chart.ahead.area} />
        <path className={classes.line} data-kind="said" d={chart.before.line} />
        <path className={classes.line} d={chart.ahead.line} />
        <path className={classes.line} data-kind="came" d={chart.came} />
        <path className={classes.nowLine} d={`M ${chart.now} 0 V ${CHART.height}`} />
      </svg>
      <span className={classes.tick} aria-hidden="true">
        {count(chart.most)}
      </span>
      <div className={classes.legend} aria-hidden="true">
        <span>{day(1 - queue.before.happened.length)}</span>
        <span>{t('forecast.now')}</span>
        <span>{day(queue.days.length)}</span>
      </div>
      <details className={classes.more}>
        <summary>{t('forecast.table')}</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              {(['day', 'median', 'band', 'came'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`forecast.table.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, place, band, came }) => (
              <tr key={key}>
                <th scope="row">{day(place)}</th>
                <td>{band ? count(band.median) : '–'}</td>
                <td>{band ? t('forecast.range', { low: band.low, high: band.high }) : '–'}</td>
                <td>{came === undefined ? '–' : count(came)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
