/** What can happen to something that waits, by what it waits for. */
import { useEditor } from '../editor/editor.tsx';
import { ActButton } from './ActButton.tsx';
import { CallActs } from './acts/CallActs.tsx';
import { ChooseActs } from './acts/ChooseActs.tsx';
import { FailedActs } from './acts/FailedActs.tsx';
import { HearActs } from './acts/HearActs.tsx';
import type { ActsProps } from './acts/props.ts';
import { TaskActs } from './acts/TaskActs.tsx';
import { VoteActs } from './acts/VoteActs.tsx';
import styles from './rehearse.module.css';

export const WaitingActs = (props: ActsProps) => {
  const { say } = useEditor();
  const { element, waiting, onHappening } = props;
  const at = { element: element.id };
  switch (waiting.wait.kind) {
    case 'task':
      return <TaskActs {...props} />;
    case 'approval':
    case 'review':
      return <VoteActs {...props} />;
    case 'call':
    case 'called':
      return <CallActs {...props} />;
    case 'message':
    case 'signal':
      return <HearActs {...props} />;
    case 'timer':
      return (
        <ActButton
          first
          label={say('canvas.rehearse.act.fire')}
          onClick={() => onHappening({ type: 'fire', ...at })}
        />
      );
    case 'failed':
      return <FailedActs {...props} />;
    case 'answer':
      return <ChooseActs {...props} />;
    default:
      return <p className={styles.hint}>{say('canvas.rehearse.waitsForOthers')}</p>;
  }
};
