/**
 * Somebody (another tab, another device) has saved this draft since it was read here. Nothing is lost either way: taking
 * theirs keeps mine one undo away, keeping mine says what it replaces.
 */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { withLayout } from '#designer/ui/diagram/with-layout.ts';
import { flowWords } from '#designer/ui/diagram/words.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import type { Autosave } from '../editor/autosave.ts';
import { useEditor } from '../editor/editor.tsx';
import { draftQuery } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';

export const ConflictDialog = ({ process, autosave }: { process: string; autosave: Autosave }) => {
  const { say, definition, replace } = useEditor();
  const [later, setLater] = useState(false);
  const theirs = useQuery(draftQuery(process, 'their-draft'));
  const draft = theirs.data;
  return (
    <>
      {later && (
        <div className={styles.conflictBar} role="alert">
          <span>{say('canvas.conflict.waiting')}</span>
          <Button size="compact-sm" variant="default" onClick={() => setLater(false)}>
            {say('canvas.conflict.decide')}
          </Button>
        </div>
      )}
      <Dialog
        opened={!later}
        onClose={() => setLater(true)}
        title={say('canvas.conflict.title')}
        size="md"
      >
        <div className={styles.dialog}>
          <p className={styles.dialogText}>{say('canvas.conflict.text')}</p>
          {theirs.error && (
            <ProblemNotice error={theirs.error} onRetry={() => void theirs.refetch()} compact />
          )}
          <dl className={styles.sides}>
            <dt>{say('canvas.conflict.theirs')}</dt>
            <dd>
              {draft && (
                <>
                  {say('canvas.process.counts', {
                    elements: draft.definition.elements.length,
                    flows: draft.definition.flows.length,
                  })}
                  {' · '}
                  <Time at={draft.updatedAt} />
                </>
              )}
              {draft === null && say('canvas.conflict.gone')}
            </dd>
            <dt>{say('canvas.conflict.mine')}</dt>
            <dd>
              {say('canvas.process.counts', {
                elements: definition.elements.length,
                flows: definition.flows.length,
              })}
            </dd>
          </dl>
          <footer className={styles.dialogFoot}>
            <Button
              variant="default"
              disabled={!draft}
              onClick={() => {
                if (!draft) return;
                const { definition: taken, etag } = draft;
                // As every drawing that is opened: what has no place yet gets one.
                const drawn = withLayout(taken, (flow) => flowWords(say, taken, flow));
                replace(drawn, say('canvas.did.tookTheirs'));
                autosave.settle(drawn, etag);
              }}
            >
              {say('canvas.conflict.takeTheirs')}
            </Button>
            <Button onClick={autosave.overwrite}>{say('canvas.conflict.keepMine')}</Button>
          </footer>
        </div>
      </Dialog>
    </>
  );
};
