/** The bar under the drawing: a step back, on by itself, a step forward, what time it is, and to jump in it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconAlarm,
  IconClock,
  IconLayoutSidebarRight,
  IconPlayerPlayFilled,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEditor } from '../editor/editor.tsx';
import { useClock } from './clock.ts';
import { JumpMenu } from './JumpMenu.tsx';
import type { Played } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { nextDeadline } from './story.ts';
import { stopWords } from './words.ts';

type Props = { readonly onPanel?: () => void };

export const RehearsalBar = ({ onPanel }: Props) => {
  const { say, definition } = useEditor();
  const { session, outcome, stop, dispatch, runOn, clocks, toNextDeadline } = useRehearse();
  const played = outcome?.played ?? null;
  const { position, happenings } = session;
  const isRunning = played?.rehearsal.state.status === 'running';
  return (
    <div className={styles.bar} role="toolbar" aria-label={say('canvas.rehearse.bar')}>
      <span className={styles.steps}>
        <Step
          label={say('canvas.rehearse.back')}
          keys=","
          disabled={position === 0}
          onClick={() => dispatch({ type: 'back' })}
        >
          <IconPlayerTrackPrev className={styles.turned} size={18} />
        </Step>
        <Step
          label={say('canvas.rehearse.runOn')}
          keys="P"
          disabled={!isRunning}
          onClick={() => void runOn()}
        >
          <IconPlayerPlayFilled className={styles.turned} size={18} />
        </Step>
        <Step
          label={say('canvas.rehearse.forward')}
          keys="."
          disabled={position === happenings.length}
          onClick={() => dispatch({ type: 'forward' })}
        >
          <IconPlayerTrackNext className={styles.turned} size={18} />
        </Step>
        <Step
          label={say('canvas.rehearse.key.next')}
          keys="N"
          disabled={!isRunning || nextDeadline(played.rehearsal, clocks.foretold) === null}
          onClick={() => void toNextDeadline()}
        >
          <IconAlarm size={18} />
        </Step>
      </span>
      {played && <Now played={played} />}
      {played && happenings.length > 0 && (
        <span className={styles.position}>
          {say('canvas.rehearse.position', { position, all: happenings.length })}
        </span>
      )}
      {stop && <span className={styles.stop}>{stopWords(say, definition, stop)}</span>}
      <span className={styles.barEnd}>
        {played && <JumpMenu played={played} />}
        {onPanel && (
          <Step label={say('canvas.rehearse.panel')} onClick={onPanel}>
            <IconLayoutSidebarRight size={18} />
          </Step>
        )}
      </span>
    </div>
  );
};

const Now = ({ played: { rehearsal, week } }: { readonly played: Played }) => {
  const { say } = useEditor();
  const clock = useClock(week);
  return (
    <span className={styles.now}>
      <IconClock className={styles.sign} size={16} stroke={1.75} aria-hidden />
      <span className="p-hidden">{say('canvas.rehearse.now')} </span>
      <time dateTime={rehearsal.at} title={say.date(rehearsal.at)}>
        {clock(rehearsal.at)}
      </time>
    </span>
  );
};

type StepProps = {
  readonly label: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

/** It stays focusable when there is nothing to do, so that the focus is not lost at the last step. */
const Step = ({ label, keys, disabled, onClick, children }: StepProps) => (
  <Tooltip label={keys ? `${label}   ${keys}` : label} position="top">
    <ActionIcon
      size={32}
      variant="subtle"
      aria-label={label}
      aria-disabled={disabled || undefined}
      data-disabled={disabled || undefined}
      onClick={() => disabled || onClick()}
    >
      {children}
    </ActionIcon>
  </Tooltip>
);
