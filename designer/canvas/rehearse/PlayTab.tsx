/** What is being played: what it begins with, then what waits and what has happened. */
import { Button } from '@mantine/core';
import { IconBookmark, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useEditor } from '../editor/editor.tsx';
import { BeginForm } from './BeginForm.tsx';
import { FailNext } from './FailNext.tsx';
import { HitchNotice } from './HitchNotice.tsx';
import { Journal } from './Journal.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import { KeptNotice } from './KeptNotice.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { WaitingList } from './WaitingList.tsx';

export const PlayTab = () => {
  const { say } = useEditor();
  const { session, outcome, setting, settingError, retrySetting, dispatch, attempt } =
    useRehearse();
  const [isKeeping, setKeeping] = useState(false);
  if (settingError || !setting || session.given === null || !outcome) {
    return (
      <div className={styles.scroll}>
        {settingError ? (
          <ProblemNotice error={settingError} onRetry={retrySetting} />
        ) : setting && session.given === null ? (
          <BeginForm />
        ) : (
          <PageSkeleton />
        )}
      </div>
    );
  }
  const { played, hitch } = outcome;
  return (
    <>
      <div className={styles.top}>
        <div className={styles.acts}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={() => dispatch({ type: 'beginAnew' })}
          >
            {say('canvas.rehearse.beginAnew')}
          </Button>
          {played && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconBookmark size={14} />}
              onClick={() => setKeeping(true)}
            >
              {say('canvas.rehearse.keep')}
            </Button>
          )}
        </div>
        {hitch && <HitchNotice hitch={hitch} />}
        {played && session.kept && <KeptNotice played={played} />}
        {played && <WaitingList played={played} />}
        {played?.rehearsal.state.status === 'running' && (
          <FailNext onFail={(element, code) => void attempt({ type: 'fail', element, code })} />
        )}
      </div>
      {played && <Journal played={played} />}
      {isKeeping && played && <KeepDialog played={played} onClose={() => setKeeping(false)} />}
    </>
  );
};
