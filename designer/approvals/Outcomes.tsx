/** What became of each of several decisions: taken, or refused and why. */
import { Button } from '@mantine/core';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ProblemError } from '#designer/client/problem.ts';
import { describeProblem } from '#designer/ui/describe-problem.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './DecideMany.module.css';
import type { Decided } from './use-choice.ts';

type Props = { outcomes: readonly Decided[]; onPutAway: () => void };

export function Outcomes({ outcomes, onPutAway }: Props) {
  const t = useText();
  const heading = useRef<HTMLSpanElement>(null);
  const done = outcomes.filter(({ outcome }) => outcome.status === 200).length;
  // What was pressed is gone with what was chosen.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.outcomes} aria-label={t('approval.many.outcomes')}>
      <p className={classes.chosen}>
        <span ref={heading} tabIndex={-1} role="status">
          {t('approval.many.done', { done, refused: outcomes.length - done })}
        </span>
        <Button variant="subtle" size="compact-sm" onClick={onPutAway}>
          {t('approval.many.putAway')}
        </Button>
      </p>
      <ul>
        {outcomes.map((one) => (
          <Line key={one.outcome.id} {...one} />
        ))}
      </ul>
    </section>
  );
}

function Line({ what, decision, outcome: { status, problem } }: Decided) {
  const t = useText();
  const isDone = status === 200;
  const why = problem && describeProblem(new ProblemError(status, problem));
  const said = why && [t(why.title), why.detail ? t(why.detail) : why.text];
  return (
    <li className={classes.outcome} data-is={isDone ? 'done' : 'refused'}>
      {isDone ? (
        <IconCheck size={16} stroke={2.2} aria-hidden="true" />
      ) : (
        <IconAlertCircle size={16} aria-hidden="true" />
      )}
      <span dir="auto">
        {t('approval.many.outcome', {
          what,
          outcome: t(isDone ? `vote.${decision}` : 'approval.many.refused'),
        })}
      </span>
      {said && (
        <span className={classes.why} dir="auto">
          {said.filter(Boolean).join(' ')}
        </span>
      )}
    </li>
  );
}
