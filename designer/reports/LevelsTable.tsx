/** Rows of counts with their share; each number leads to the tickets behind it. */
import { UnstyledButton } from '@mantine/core';
import { useIntl } from 'react-intl';
import { type Counts, OUTCOMES, type Outcome } from '#designer/client/service-levels.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './reports.module.css';
import { ShareBar } from './ShareBar.tsx';

export type LevelsRow = { readonly id: string; readonly name: string; readonly counts: Counts };

type Props = {
  caption: string;
  head: string;
  rows: readonly LevelsRow[];
  /** In months nothing is open: it has not been decided in any. */
  outcomes?: readonly Outcome[];
  chosen: { readonly row: string | undefined; readonly outcome: Outcome | undefined };
  onChoose: (row: string, outcome: Outcome) => void;
};

export function LevelsTable({ caption, head, rows, outcomes = OUTCOMES, chosen, onChoose }: Props) {
  const t = useText();
  const intl = useIntl();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is scrolled by keys as well
    <section className={classes.scroll} aria-label={caption} tabIndex={0}>
      <table className={classes.table}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" colSpan={2}>
              {t('levels.share')}
            </th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {t(`levels.${outcome}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, counts }) => (
            <tr key={id} data-selected={chosen.row === id || undefined}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td className={classes.share}>
                {counts.share === null
                  ? '–'
                  : intl.formatNumber(counts.share, {
                      style: 'percent',
                      maximumFractionDigits: 1,
                    })}
              </td>
              <td className={classes.bar}>
                <ShareBar share={counts.share} />
              </td>
              {outcomes.map((outcome) => (
                <td
                  key={outcome}
                  data-bad={(outcome === 'breached' && counts.breached > 0) || undefined}
                >
                  {counts[outcome] === 0 ? (
                    intl.formatNumber(0)
                  ) : (
                    <UnstyledButton
                      className={classes.number}
                      aria-label={t('levels.show', {
                        count: counts[outcome],
                        outcome: t(`levels.${outcome}`),
                        name,
                      })}
                      aria-pressed={chosen.row === id && chosen.outcome === outcome}
                      onClick={() => onChoose(id, outcome)}
                    >
                      {intl.formatNumber(counts[outcome])}
                    </UnstyledButton>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
