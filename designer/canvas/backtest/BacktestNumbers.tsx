/** What a back-test has come to, as numbers that lead to their tickets; and how far it is while it is under way. */
import { Button, Progress, UnstyledButton } from '@mantine/core';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Definition } from '#engine/definition.ts';
import styles from './backtest.module.css';
import { type Backtest, isUnderWay, KINDS, RESULTS, type Shown } from './backtests.ts';
import { ClockNumbers } from './ClockNumbers.tsx';
import { elementName } from './words.ts';

type Props = {
  readonly test: Backtest;
  readonly drawing: Definition | undefined;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly onCancel: () => void;
};

export const BacktestNumbers = ({ test, drawing, shown, onShow, onCancel }: Props) => {
  const say = useSay();
  const { progress, totals } = test;
  const number = (name: string, count: number, to: Shown, isOn: boolean, words?: string) => (
    <UnstyledButton
      key={name}
      className={styles.number}
      aria-pressed={isOn}
      onClick={() => onShow(isOn ? {} : to)}
    >
      <strong>{count}</strong>
      <span>{words ?? say(`canvas.backtest.${name}`)}</span>
    </UnstyledButton>
  );
  return (
    <div className={styles.figures}>
      <div className={styles.progress} role="status">
        <span>{say(`canvas.backtest.state.${test.state}`, { ...progress })}</span>
        {isUnderWay(test) && (
          <>
            <Progress
              className={styles.bar}
              value={(100 * progress.done) / Math.max(1, progress.total)}
              aria-label={say('canvas.backtest.progress')}
            />
            <Button variant="default" size="compact-sm" onClick={onCancel}>
              {say('canvas.backtest.cancel')}
            </Button>
          </>
        )}
      </div>
      {test.failure && <p className={styles.failure}>{test.failure}</p>}
      <div className={styles.numbers}>
        {RESULTS.filter((result) => result !== 'unplayed' || totals.unplayed > 0).map((result) =>
          number(result, totals[result], { result }, shown.result === result),
        )}
      </div>
      <h3>{say('canvas.backtest.byKind')}</h3>
      <div className={styles.numbers}>
        {KINDS.map((kind) =>
          number(`kind.${kind}`, totals.byKind[kind], { kind }, shown.kind === kind),
        )}
      </div>
      <ClockNumbers clocks={totals.clocks} shown={shown} onShow={onShow} />
      {totals.divergedAt.length > 0 && (
        <>
          <h3>{say('canvas.backtest.divergedAt')}</h3>
          <div className={styles.numbers}>
            {totals.divergedAt.map(({ element, count }) =>
              number(
                `at:${element}`,
                count,
                { element },
                shown.element === element,
                elementName(say, drawing, element),
              ),
            )}
          </div>
        </>
      )}
    </div>
  );
};
