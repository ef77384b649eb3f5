/** The same numbers as a table: all layers at once, for comparing, for the keyboard and for who cannot see the drawing. */
import { UnstyledButton } from '@mantine/core';
import { useIntl } from 'react-intl';
import type { ElementFigures } from '#designer/client/runs.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { useText } from '#designer/ui/locale.ts';
import { Time } from '#designer/ui/Time.tsx';
import { useDuration } from '#designer/ui/time.ts';
import type { Definition } from '#engine/definition.ts';
import classes from './FiguresTable.module.css';
import type { Figures } from './layers.ts';

type Props = {
  definition: Definition;
  figures: Figures;
  selected: string | undefined;
  onSelect: (element: string) => void;
};

const COLUMNS = [
  'here',
  'failed',
  'oldest',
  'entered',
  'left',
  'median',
  'p95',
  'again',
  'late',
  'breaches',
] as const;
type Column = (typeof COLUMNS)[number];

export function FiguresTable({ definition, figures, selected, onSelect }: Props) {
  const t = useText();
  const say = useSay();
  const rows = definition.elements.flatMap((element) => {
    const known = figures[element.id];
    return known ? [{ element, known }] : [];
  });
  if (rows.length === 0) return <p className={classes.none}>{t('runs.figures.none')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is scrolled by keys as well
    <section className={classes.scroll} aria-label={t('runs.figures.title')} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('runs.figures.step')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`runs.figures.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ element, known }) => (
            <tr key={element.id} data-selected={selected === element.id || undefined}>
              <th scope="row">
                <UnstyledButton
                  className={classes.name}
                  aria-pressed={selected === element.id}
                  onClick={() => onSelect(element.id)}
                >
                  {nameOf(say, element)}
                </UnstyledButton>
              </th>
              {COLUMNS.map((column) => (
                <td key={column} data-bad={(column === 'failed' && known.failed > 0) || undefined}>
                  <Cell column={column} figures={known} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ column, figures }: { column: Column; figures: ElementFigures }) {
  const t = useText();
  const intl = useIntl();
  const duration = useDuration();
  const number = (value: number | null) => (value === null ? '–' : intl.formatNumber(value));
  const length = (seconds: number | null) => (seconds === null ? '–' : duration(seconds));
  switch (column) {
    case 'here':
      return number(figures.runs);
    case 'failed':
      return number(figures.failed);
    case 'oldest':
      return figures.waitingSince === null ? '–' : <Time at={figures.waitingSince} short />;
    case 'entered':
      return number(figures.entered);
    case 'left':
      return number(figures.left);
    case 'median':
      return length(figures.medianSeconds);
    case 'p95':
      return length(figures.p95Seconds);
    case 'again':
      return number(figures.again);
    case 'late':
      return figures.timed === 0
        ? '–'
        : t('runs.figures.lateOf', { late: figures.late, timed: figures.timed });
    case 'breaches':
      return figures.promised === 0
        ? '–'
        : t('runs.figures.lateOf', { late: figures.breached, timed: figures.promised });
  }
}
