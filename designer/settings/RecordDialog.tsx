/**
 * The dialog in which a record is added or changed. What is sent twice because an answer was lost is saved once; what was
 * refused may be mended and is a new try.
 */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useToast } from '#designer/ui/toast.ts';

type Props = {
  title: string;
  save: (sendKey: string) => Promise<unknown>;
  /** What is said when it was saved. */
  saved: string;
  submit: string;
  onClose: () => void;
  /** Whether a field says it already. */
  saysItself?: (problem: unknown) => boolean;
  /** The fields, which say what is wrong with them. */
  children: (problem: unknown) => ReactNode;
};

export function RecordDialog({
  title,
  save,
  saved,
  submit,
  onClose,
  saysItself = () => false,
  children,
}: Props) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await save(sendKey.current);
      await client.invalidateQueries({ queryKey: ['people'] });
      toast.done(saved);
      onClose();
    } catch (error) {
      sendKey.current = newKey();
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="lg">
          {children(problem)}
          {problem !== null && !saysItself(problem) && <ProblemNotice error={problem} compact />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
