/**
 * The dialog in which something is added, changed or done. What is sent twice because an answer was lost is done once; what
 * was refused may be mended and is a new try.
 */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useIntention } from '#designer/client/use-intention.ts';
import { useText } from './locale.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { useToast } from './toast.ts';

type Props = {
  title: string;
  submit: string;
  /** All that says what is wanted. */
  what: unknown;
  save: (sendKey: string) => Promise<unknown>;
  /** What is said when it was done; what `save` gives back unless given. */
  saved?: string;
  /** What shows it and is asked for anew. */
  touches: readonly QueryKey[];
  disabled?: boolean;
  color?: string;
  size?: string;
  /** Another dialog lies over it: Escape is meant for that one. */
  isBehind?: boolean;
  onClose: () => void;
  /** Whether a field says it already. */
  saysItself?: (problem: unknown) => boolean;
  /** The fields, which say what is wrong with them. */
  children: (problem: unknown) => ReactNode;
};

export function SaveDialog({ saysItself = () => false, ...props }: Props) {
  const { title, submit, what, save, saved, touches, onClose } = props;
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const intention = useIntention();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    // A form that has opened this dialog would hear of it too, and send itself.
    event.stopPropagation();
    setBusy(true);
    setProblem(null);
    try {
      const result = await intention.send(what, save);
      // Closed before the page is told anew: what it then offers may be opened at once.
      onClose();
      toast.done(saved ?? String(result));
      await Promise.all(touches.map((queryKey) => client.invalidateQueries({ queryKey })));
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={props.size}
      // A click beside it must not lose what was written.
      closeOnClickOutside={false}
      closeOnEscape={!props.isBehind}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack gap="md">
          {props.children(problem)}
          {problem !== null && !saysItself(problem) && <ProblemNotice error={problem} compact />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={props.disabled} color={props.color}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
