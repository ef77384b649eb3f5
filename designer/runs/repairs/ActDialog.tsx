/**
 * The frame of everything that is done to a run: what exactly will happen, why it is done, and what stood in the way. The
 * act is held against the run as it was when the dialog opened; where it has gone on since, one looks again first.
 */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { fieldError, isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Run, RunDetail } from '#designer/client/types/runs.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './ActDialog.module.css';

type Props = {
  run: Run;
  title: string;
  /** The button, named by the act. */
  submit: string;
  done: string;
  isReasonNeeded: boolean;
  isDangerous?: boolean;
  /** What is missing before it can be done; null: nothing. */
  missing?: string | null;
  act: (reason: string, revision: number) => Promise<unknown>;
  /** Shows the refusal at a field of its own. */
  onRefused?: (error: unknown) => void;
  onClose: () => void;
  children: ReactNode;
};

export function ActDialog(props: Props) {
  const { run, title, submit, isReasonNeeded, isDangerous = false, missing = null } = props;
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [revision, setRevision] = useState(run.revision);
  const [reason, setReason] = useState('');
  const [lacks, setLacks] = useState<'reason' | 'other' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isStale = isProblem(error, 'stale_version');
  const lookAgain = async () => {
    const queryKey = keys.run(run.id, 'diagram');
    try {
      await client.refetchQueries({ queryKey }, { throwOnError: true });
      const fresh = client.getQueryData<RunDetail>(queryKey);
      if (fresh) setRevision(fresh.run.revision);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  const act = async () => {
    if (missing !== null) return setLacks('other');
    if (isReasonNeeded && reason.trim() === '') {
      setLacks('reason');
      field.current?.focus();
      return;
    }
    setLacks(null);
    setBusy(true);
    setError(null);
    try {
      await props.act(reason.trim(), revision);
      toast.done(props.done);
      props.onClose();
      await Promise.all(
        [keys.run(run.id), keys.runs(), keys.overview(run.process)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    } catch (problem) {
      setError(problem);
      props.onRefused?.(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {props.children}
        <Textarea
          ref={field}
          label={isReasonNeeded ? t('runs.reason') : `${t('runs.reason')} ${t('common.optional')}`}
          description={t('runs.reason.hint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={
            lacks === 'reason' && reason.trim() === ''
              ? t('runs.reason.missing')
              : fieldError(error, '/reason')
          }
          maxLength={2_000}
          autosize
          minRows={2}
          dir="auto"
        />
        {lacks === 'other' && missing !== null && (
          <p className={classes.missing} role="alert">
            {missing}
          </p>
        )}
        {error !== null && <ProblemNotice error={error} compact />}
        {isStale && (
          <div className={classes.stale}>
            <p>{t('runs.stale')}</p>
            <Button variant="default" size="xs" onClick={() => void lookAgain()}>
              {t('runs.stale.look')}
            </Button>
          </div>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t('runs.leave')}
          </Button>
          <Button
            color={isDangerous ? 'red' : undefined}
            loading={busy}
            disabled={isStale}
            onClick={() => void act()}
          >
            {submit}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
