/** What is being played: what it begins with, then what waits and what has happened. */
import { Alert, Button } from '@mantine/core';
import { IconBookmark, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Happening } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { BeginForm } from './BeginForm.tsx';
import { ClocksSection } from './ClocksSection.tsx';
import { FailNext } from './FailNext.tsx';
import { HitchNotice } from './HitchNotice.tsx';
import { Journal } from './Journal.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import { KeptNotice } from './KeptNotice.tsx';
import type { Hitch } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import type { Session } from './session.ts';
import { WaitingList } from './WaitingList.tsx';
import { refusalWords } from './words.ts';

/** Said until something else has happened. */
type Refused = { readonly session: Session; readonly hitch: Hitch };

export const PlayTab = () => {
  const { say } = useEditor();
  const { session, outcome, setting, settingError, retrySetting, dispatch, attempt, mayKeep } =
    useRehearse();
  const [refused, setRefused] = useState<Refused | null>(null);
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
  const happen = async (happening: Happening) => {
    const why = await attempt(happening);
    setRefused(why && { session, hitch: why });
  };
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
          {played && mayKeep && (
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
        {played && session.kept && <KeptNotice session={outcome.session} played={played} />}
        {played && <WaitingList played={played} />}
        {played && (
          <ClocksSection played={played} onHappening={(happening) => void happen(happening)} />
        )}
        {played?.rehearsal.state.status === 'running' && (
          <FailNext onFail={(element, code) => void happen({ type: 'fail', element, code })} />
        )}
        {refused?.session === session && (
          <Alert color="red" p="xs" role="alert">
            {refusalWords(say, refused.hitch)}
          </Alert>
        )}
      </div>
      {played && <Journal played={played} />}
      {isKeeping && played && (
        <KeepDialog outcome={outcome} played={played} onClose={() => setKeeping(false)} />
      )}
    </>
  );
};
