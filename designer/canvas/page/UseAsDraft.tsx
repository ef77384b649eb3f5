/** Makes an old version the draft to go on from. What the draft held is replaced, so that is said and asked first. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Definition } from '#engine/definition.ts';
import { forgetHistory } from '../editor/kept-history.ts';
import { saveDraft } from '../queries.ts';
import { Dialog } from './Dialog.tsx';
import styles from './page.module.css';

type Props = {
  readonly process: string;
  readonly version: number;
  readonly load: () => Promise<Definition>;
  readonly record: Process | undefined;
  /** As one of several acts of a list. */
  readonly quiet?: boolean;
};

export const UseAsDraft = ({ process, version, load, record, quiet = false }: Props) => {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!record?.allowed.includes('edit')) return null;
  const use = async () => {
    try {
      // Chosen knowingly over what is published now.
      await saveDraft(process, await load(), { baseVersion: record.version ?? undefined });
      forgetHistory(process);
      client.removeQueries({ queryKey: keys.process(process, 'draft') });
      await client.invalidateQueries({ queryKey: keys.process(process) });
      await navigate({ to: '/processes/$key', params: { key: process }, search: {} });
    } catch (problem) {
      setError(problem);
      setAsks(true);
    }
  };
  return (
    <>
      <Button
        {...(quiet ? { variant: 'subtle', size: 'compact-sm' } : {})}
        onClick={() => (record.draft ? setAsks(true) : void use())}
      >
        {say('canvas.version.use')}
      </Button>
      <Dialog
        opened={asks}
        onClose={() => setAsks(false)}
        title={say('canvas.version.useTitle', { version })}
      >
        <div className={styles.dialog}>
          <p className={styles.dialogText}>{say('canvas.version.useText', { version })}</p>
          {error !== undefined && <ProblemNotice error={error} compact />}
          <footer className={styles.dialogFoot}>
            <Button variant="default" onClick={() => setAsks(false)}>
              {say('canvas.dialog.cancel')}
            </Button>
            <Button onClick={() => void use()}>{say('canvas.version.useAct', { version })}</Button>
          </footer>
        </div>
      </Dialog>
    </>
  );
};
