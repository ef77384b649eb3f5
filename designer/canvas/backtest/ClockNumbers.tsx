/** How the promises about the tickets came out then and would have come out, added up; nothing where nothing is promised. */
import { UnstyledButton } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useSay } from '#designer/ui/diagram/say.ts';
import styles from './backtest.module.css';
import type { ClockTotals, Shown } from './backtests.ts';

type Props = {
  readonly clocks: readonly ClockTotals[];
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
};

const COLUMNS = ['keptThen', 'keptNow', 'mended', 'broken', 'unknown'] as const;

export const ClockNumbers = ({ clocks, shown, onShow }: Props) => {
  const say = useSay();
  const intl = useIntl();
  if (clocks.length === 0) return null;
  const share = ({ met, breached }: ClockTotals['before']): string =>
    met + breached === 0
      ? '–'
      : say('canvas.backtest.clocks.share', {
          share: intl.formatNumber(met / (met + breached), {
            style: 'percent',
            maximumFractionDigits: 1,
          }),
          met,
          all: met + breached,
        });
  const isOn = shown.kind === 'clocks';
  const show = () => onShow(isOn ? {} : { kind: 'clocks' });
  const count = (one: ClockTotals, name: 'mended' | 'broken') =>
    one[name] === 0 ? (
      intl.formatNumber(0)
    ) : (
      <UnstyledButton
        className={styles.clockCount}
        data-kind={name}
        aria-pressed={isOn}
        aria-label={say(`canvas.backtest.clocks.show.${name}`, {
          count: one[name],
          name: one.name,
        })}
        onClick={show}
      >
        {intl.formatNumber(one[name])}
      </UnstyledButton>
    );
  return (
    <>
      <h3 id="backtest-clocks">{say('canvas.backtest.clocks')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={styles.clocks} tabIndex={0} aria-labelledby="backtest-clocks">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('canvas.backtest.clocks.promise')}</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {say(`canvas.backtest.clocks.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {clocks.map((one) => (
              <tr key={one.policy}>
                <th scope="row" dir="auto">
                  {one.name}
                </th>
                <td>{share(one.before)}</td>
                <td>{share(one.after)}</td>
                <td>{count(one, 'mended')}</td>
                <td>{count(one, 'broken')}</td>
                <td>{intl.formatNumber(one.unknown)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
};
