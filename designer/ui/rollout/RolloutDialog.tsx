/** What asks before who takes which version is changed: one act, what happens by it, and what the server says against it. */
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { recordQuery } from '#designer/client/processes.ts';
import { rolloutChanged } from '#designer/client/rollout.ts';
import type { Process } from '#designer/client/types/processes.ts';
import { useText } from '../locale.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { useToast } from '../toast.ts';
import classes from './rollout.module.css';

type Props = {
  readonly record: Process;
  readonly title: string;
  readonly act: string;
  readonly done: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  /** `known`: the process as it was when this was asked; a change since is refused, and told. */
  readonly onAct: (known: Process) => Promise<unknown>;
  readonly onClose: () => void;
};

export function RolloutDialog({
  record,
  title,
  act,
  done,
  disabled,
  children,
  onAct,
  onClose,
}: Props) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [known, setKnown] = useState(record);
  const isStale = isProblem(error, 'stale_version');
  const doIt = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onAct(known);
      toast.done(done);
      onClose();
      await rolloutChanged(client, record.key);
    } catch (refused) {
      setError(refused);
      if (!isProblem(refused, 'stale_version')) return;
      await rolloutChanged(client, record.key);
      setKnown((before) => client.getQueryData(recordQuery(record.key).queryKey) ?? before);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.dialog}>
        {children}
        {isStale ? (
          <p role="alert">{t('rollout.stale')}</p>
        ) : (
          error !== undefined && <ProblemNotice error={error} compact />
        )}
        <footer className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            {t('rollout.dismiss')}
          </Button>
          <Button disabled={disabled} loading={isBusy} onClick={() => void doIt()}>
            {act}
          </Button>
        </footer>
      </div>
    </Modal>
  );
}
