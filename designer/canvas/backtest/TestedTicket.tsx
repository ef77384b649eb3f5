/** One ticket on the drawing that was tested: the way it would take, and beside it the way it really took. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RunDiagram } from '#designer/ui/diagram/RunDiagram.tsx';
import type { RunLayer } from '#designer/ui/diagram/run-layer.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Step } from '#engine/backtest/compare.ts';
import styles from './backtest.module.css';
import { type TestedWithDrawings, testedTicketQuery } from './backtests.ts';
import { elementName, outcomeWords } from './words.ts';

type Props = { readonly process: string; readonly test: string; readonly ticket: string };

export const TestedTicket = ({ process, test, ticket }: Props) => {
  const say = useSay();
  const query = useQuery(testedTicketQuery(process, test, ticket));
  if (query.error && !query.data)
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  const { drawings, paths, clocks, ticket: about } = query.data;
  const names = (steps: readonly Step[], of: 'before' | 'after'): string =>
    steps.length === 0
      ? say('canvas.backtest.none')
      : steps.map(({ element }) => elementName(say, drawings[of], element)).join(' → ');
  return (
    <div className={styles.detail}>
      <dl className={styles.legend}>
        <dt>
          <Line kind="after" /> {say('canvas.backtest.after')}
        </dt>
        <dd dir="auto">{names(paths.after, 'after')}</dd>
        <dt>
          <Line kind="before" /> {say('canvas.backtest.before')}
        </dt>
        <dd dir="auto">{names(paths.before, 'before')}</dd>
      </dl>
      {clocks.length > 0 && (
        <ul className={styles.outcomes} aria-label={say('canvas.backtest.clocks')}>
          {clocks.map(({ track, name, before, after }) => (
            <li key={track} data-differs={(before !== after && after !== null) || undefined}>
              {say(after === null ? 'canvas.backtest.clock.unknown' : 'canvas.backtest.clock', {
                name,
                before: outcomeWords(say, before),
                after: outcomeWords(say, after),
              })}
            </li>
          ))}
        </ul>
      )}
      <RunDiagram
        definition={drawings.after}
        {...layerOf(query.data)}
        here={say('canvas.backtest.here')}
        formerFlows={paths.before.flatMap(({ flow }) => (flow === null ? [] : [flow]))}
      />
      <Button
        className={styles.act}
        variant="default"
        size="compact-sm"
        renderRoot={(props) => <Link {...props} to="/tickets/$id" params={{ id: about.number }} />}
      >
        {say('canvas.backtest.open', { number: about.number })}
      </Button>
    </div>
  );
};

const Line = ({ kind }: { readonly kind: 'before' | 'after' }) => (
  <svg className={styles.sample} data-kind={kind} viewBox="0 0 32 8" aria-hidden="true">
    <path d="M 0 4 H 32" />
  </svg>
);

/** The draft's path as a run lays it over a drawing; where it diverged it stands. */
function layerOf({ paths, diverged }: TestedWithDrawings): RunLayer {
  const elements: { [id: string]: RunLayer['elements'][string] } = {};
  for (const { element } of paths.after)
    elements[element] = {
      state: 'done',
      enteredAt: '',
      leftAt: null,
      outcome: null,
      count: (elements[element]?.count ?? 0) + 1,
    };
  return {
    elements,
    flowsTaken: paths.after.flatMap(({ flow }) => (flow === null ? [] : [flow])),
    tokens: diverged
      ? [{ token: diverged.element, element: diverged.element, waitingFor: 'task' }]
      : [],
  };
}
