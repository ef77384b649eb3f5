/** What asks before who takes which version is changed: one act, what happens by it, and what the server says against it. */
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { rolloutChanged } from '#designer/client/rollout.ts';
import { useText } from '../locale.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { useToast } from '../toast.ts';
import classes from './rollout.module.css';

type Props = {
  readonly process: string;
  readonly title: string;
  readonly act: string;
  readonly done: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  readonly onAct: () => Promise<unknown>;
  readonly onClose: () => void;
};

export function RolloutDialog({
  process,
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
  const isStale = isProblem(error, 'stale_version');
  const doIt = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onAct();
      toast.done(done);
      onClose();
      await rolloutChanged(client, process);
    } catch (refused) {
      setError(refused);
      if (isProblem(refused, 'stale_version')) await rolloutChanged(client, process);
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
