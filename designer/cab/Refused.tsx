/** Why an act on a meeting was refused: where somebody was quicker, what that means here; all else as everywhere. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { isProblem } from '#designer/client/problem.ts';
import type { MessageId } from '#designer/messages/en.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import classes from './meeting.module.css';

export function Refused({ problem }: { problem: unknown }) {
  const t = useText();
  if (problem === null) return null;
  const said = saidOf(problem);
  if (said === null) return <ProblemNotice error={problem} compact />;
  return (
    <div className={classes.refused} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div>
        <p className={classes.strong}>{t(said)}</p>
        <p>{t('cab.refused.kept')}</p>
      </div>
    </div>
  );
}

function saidOf(problem: unknown): MessageId | null {
  if (isProblem(problem, 'decision_not_carried')) return 'cab.refused.notCarried';
  if (isProblem(problem, 'transition_not_allowed')) return 'cab.refused.over';
  return isProblem(problem) && problem.status === 412 ? 'cab.refused.changed' : null;
}
