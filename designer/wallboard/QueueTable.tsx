/** Queue by queue: how many are open, and of those how many are broken, near, calm or standing still; as numbers and as a bar. */
import { useIntl } from 'react-intl';
import type { WallQueue } from '#designer/client/wallboard.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './wallboard.module.css';

const PARTS = ['breached', 'atRisk', 'ok', 'still'] as const;

export function QueueTable({ queues }: { queues: readonly WallQueue[] }) {
  const t = useText();
  const intl = useIntl();
  const most = Math.max(1, ...queues.map(({ open }) => open));
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{t('wall.queues')}</h2>
      {queues.length === 0 ? (
        <p className={classes.none}>{t('wall.queues.none')}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('wall.queue')}</th>
              {PARTS.map((part) => (
                <th key={part} scope="col" className={classes.count}>
                  {t(`wall.${part}.short`)}
                </th>
              ))}
              <th scope="col" className={classes.count}>
                {t('wall.open.short')}
              </th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <tr key={queue.key ?? ''}>
                <th scope="row" className={classes.queue}>
                  <bdi>{queue.name ?? t('wall.noQueue')}</bdi>
                  <span className={classes.bar} aria-hidden="true">
                    {PARTS.map((part) => (
                      <span
                        key={part}
                        data-part={part}
                        style={{ inlineSize: `${(queue[part] / most) * 100}%` }}
                      />
                    ))}
                  </span>
                </th>
                {PARTS.map((part) => (
                  <td
                    key={part}
                    className={classes.count}
                    data-part={queue[part] > 0 ? part : undefined}
                  >
                    {intl.formatNumber(queue[part])}
                  </td>
                ))}
                <td className={classes.count}>{intl.formatNumber(queue.open)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
