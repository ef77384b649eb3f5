/** What could not be delivered: each with its last error, to deliver again or to discard. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconMailbox } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type DeadLetter,
  deadLettersQuery,
  discardDeadLetter,
  retryDeadLetter,
} from '#designer/client/operations.ts';
import { keys } from '#designer/client/query.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import classes from './DeadLetters.module.css';
import { Lead } from './parts.tsx';

export function DeadLetters() {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const letters = useQuery(deadLettersQuery);
  const [discarding, setDiscarding] = useState<DeadLetter | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const act = async (id: string, what: () => Promise<unknown>, done: string) => {
    setBusy(id);
    try {
      await what();
      toast.done(done);
      setDiscarding(null);
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(null);
      await client.invalidateQueries({ queryKey: keys.operations('dead-letters') });
    }
  };
  return (
    <>
      <Lead>{t('dead.text')}</Lead>
      {letters.isPending && <PageSkeleton />}
      {letters.isError && (
        <ProblemNotice error={letters.error} onRetry={() => void letters.refetch()} />
      )}
      {letters.data?.items.length === 0 && (
        <EmptyState icon={IconMailbox} title={t('dead.none.title')}>
          {t('dead.none.text')}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {letters.data?.items.map((letter) => (
          <li key={letter.id} className={classes.letter}>
            <p className={classes.head}>
              <code className={classes.target} dir="ltr">
                {letter.target}
              </code>
              <span className={classes.meta}>
                {t('dead.attempts', { count: letter.attempts })} · <Time at={letter.createdAt} />
              </span>
            </p>
            {letter.lastError !== null && (
              <pre className={classes.error} dir="ltr">
                {letter.lastError}
              </pre>
            )}
            <Group gap="sm">
              <Button
                size="xs"
                variant="default"
                loading={busy === letter.id}
                onClick={() =>
                  void act(letter.id, () => retryDeadLetter(letter.id), t('dead.retried'))
                }
              >
                {t('dead.retry')}
              </Button>
              <Button size="xs" variant="subtle" color="red" onClick={() => setDiscarding(letter)}>
                {t('dead.discard')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
      {discarding !== null && (
        <Modal
          opened
          onClose={() => setDiscarding(null)}
          title={t('dead.discard.title')}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          <Stack gap="lg">
            <p>{t('dead.discard.text')}</p>
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={() => setDiscarding(null)} data-autofocus>
                {t('dead.discard.keep')}
              </Button>
              <Button
                color="red"
                loading={busy === discarding.id}
                onClick={() =>
                  void act(
                    discarding.id,
                    () => discardDeadLetter(discarding.id),
                    t('dead.discarded'),
                  )
                }
              >
                {t('dead.discard')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </>
  );
}
