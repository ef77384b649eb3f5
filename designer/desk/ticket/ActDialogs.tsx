/** What an act has to know first: the answer that resolves, why a ticket waits, whether it is really to be cancelled. */
import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import { addComment, type TicketChange } from '#designer/client/tickets.ts';
import type { HoldReason, Ticket } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Saved } from '#designer/ui/use-own-text.ts';
import { OpenWorkNotice, useOpenWork } from './OpenWork.tsx';

type Props = {
  ticket: Ticket;
  onChange: (change: TicketChange) => Promise<Saved>;
  onClose: () => void;
};

const HOLD_REASONS: HoldReason[] = [
  'awaiting_user',
  'awaiting_vendor',
  'awaiting_problem',
  'awaiting_evidence',
  'other',
];

/** Leads to what is still open instead. */
type ToWork = { onToWork: () => void };

export function ResolveDialog({ ticket, onChange, onClose, onToWork }: Props & ToWork) {
  const t = useText();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const commentKey = useRef(newKey());
  const work = useOpenWork(ticket.id, 'resolved');
  const left = work.some((run) => run.left.length > 0);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      // The same key on a second try: the answer is not written twice when only the state could not be changed.
      if (text.trim() !== '') {
        await addComment(ticket.id, { body: text.trim() }, commentKey.current);
        await client.invalidateQueries({ queryKey: keys.ticket(ticket.number, 'comments') });
      }
      if ((await onChange({ status: 'resolved' })) === 'saved') onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('resolve.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <OpenWorkNotice work={work} status="resolved" />
        <Textarea
          label={t('resolve.comment')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
          }}
          minRows={4}
          data-autofocus
        />
        {error !== null && <ProblemNotice error={error} compact />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant={left ? 'default' : 'filled'}
            onClick={() => void submit()}
            loading={busy}
          >
            {left
              ? t('openWork.resolveAnyway')
              : text.trim() === ''
                ? t('resolve.withoutComment')
                : t('resolve.submit')}
          </Button>
          {left && <Button onClick={onToWork}>{t('openWork.first')}</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asked only where closing withdraws what is still open. */
export function CloseDialog({ ticket, onChange, onClose, onToWork }: Props & ToWork) {
  const t = useText();
  const { busy, change } = useLastChange(onChange, onClose);
  const work = useOpenWork(ticket.id, 'closed');
  const submit = () => change({ status: 'closed' });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('close.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <OpenWorkNotice work={work} status="closed" />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="default" onClick={() => void submit()} loading={busy}>
            {t('openWork.closeAnyway')}
          </Button>
          <Button onClick={onToWork} data-autofocus>
            {t('openWork.first')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function HoldDialog({ ticket, onChange, onClose }: Props) {
  const t = useText();
  const [reason, setReason] = useState<string>('awaiting_user');
  const { busy, change } = useLastChange(onChange, onClose);
  const submit = () => change({ status: 'on_hold', holdReason: reason });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('hold.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <Radio.Group value={reason} onChange={setReason} label={t('hold.why')}>
          <Stack gap="sm" mt="sm">
            {HOLD_REASONS.map((one) => (
              <Radio key={one} value={one} label={t(`hold.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button onClick={() => void submit()} loading={busy}>
            {t('act.hold')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function CancelDialog({ ticket, onChange, onClose }: Props) {
  const t = useText();
  const { busy, change } = useLastChange(onChange, onClose);
  const submit = () => change({ status: 'cancelled' });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cancel.title', { number: ticket.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg">
        <p>{t('cancel.detail')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel.keep')}
          </Button>
          <Button color="red" onClick={() => void submit()} loading={busy}>
            {t('cancel.submit', { number: ticket.number })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A change after which nothing is left to ask; the dialog stays open where it was refused. */
function useLastChange(onChange: Props['onChange'], onClose: () => void) {
  const [busy, setBusy] = useState(false);
  const change = async (wanted: TicketChange) => {
    setBusy(true);
    const saved = await onChange(wanted);
    setBusy(false);
    if (saved === 'saved') onClose();
  };
  return { busy, change };
}
