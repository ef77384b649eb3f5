/** Who is asked in which order, who has decided what, and what is still waited for. */
import type { Approval } from '#designer/client/types/tasks.ts';
import classes from './ApprovalRound.module.css';
import { waitingWords } from './approval/round-words.ts';
import { Stage } from './approval/Stage.tsx';
import { type ShownState, shownState } from './approval/shown-state.ts';
import { useRoundWords } from './approval/use-words.ts';
import { Chip, type Tone } from './Chip.tsx';
import { useText } from './locale.ts';
import { Time } from './Time.tsx';

const TONES: Record<ShownState, Tone> = {
  open: 'info',
  approved: 'good',
  outdated: 'neutral',
  rejected: 'bad',
  cancelled: 'neutral',
  timedOut: 'warn',
};

export function ApprovalRound({ approval }: { approval: Approval }) {
  const t = useText();
  const words = useRoundWords();
  const state = shownState(approval);
  const waiting = waitingWords(words, approval);
  return (
    <div className={classes.round} data-state={state}>
      <p className={classes.rule}>
        <Chip tone={TONES[state]}>{t(`approvals.state.${state}`)}</Chip>
        {waiting !== null && <span>{waiting}</span>}
        {waiting !== null && approval.pausedAt !== null && <span>{t('approvals.paused')}</span>}
        {waiting !== null && approval.pausedAt === null && approval.dueAt !== null && (
          <span>
            {t('approvals.due')} <Time at={approval.dueAt} />
          </span>
        )}
      </p>
      {approval.stages.map((stage, index) => (
        <Stage key={stage.id} {...{ approval, stage, index }} />
      ))}
    </div>
  );
}
