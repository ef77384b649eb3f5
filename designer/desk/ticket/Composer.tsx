/**
 * Answering the requester, or leaving a note for colleagues: which of the two is always in sight, because the one mistake
 * nobody may make here is to send an internal remark outside. What is typed is kept in this browser until it is sent.
 */
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { useMay } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import { addComment } from '#designer/client/tickets.ts';
import type { Comment, Ticket } from '#designer/client/types/tickets.ts';
import { Keys } from '#designer/ui/Keys.tsx';
import { useShortcuts } from '#designer/ui/keyboard.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useTyped } from '#designer/ui/use-typed.ts';
import classes from './Composer.module.css';

export function Composer({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const client = useQueryClient();
  const mayNote = useMay('ticket.update');
  const { text, setText, settle } = useTyped(`comment.${ticket.id}`);
  const [internal, setInternal] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const sendKey = useRef({ key: newKey(), text: '' });
  useShortcuts([{ keys: 'c', label: t('desk.key.comment'), run: () => field.current?.focus() }]);

  const send = async () => {
    const body = text.trim();
    if (body === '' || busy) return;
    // One key per text: sending it again after a lost answer does not write it twice.
    if (sendKey.current.text !== body) sendKey.current = { key: newKey(), text: body };
    setBusy(true);
    try {
      const comment = await addComment(ticket.id, { body, internal }, sendKey.current.key);
      client.setQueryData<Comment[]>(keys.ticket(ticket.id, 'comments'), (before) => [
        ...(before ?? []).filter((one) => one.id !== comment.id),
        comment,
      ]);
      settle(body);
      sendKey.current = { key: newKey(), text: '' };
      setError(null);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      // The button was off while it was sent. Whoever has gone on elsewhere is not called back.
      const focused = document.activeElement;
      if (focused === document.body || form.current?.contains(focused)) field.current?.focus();
    }
  };

  const name = ticket.requester?.name ?? t('comment.requester');
  return (
    <form
      ref={form}
      className={classes.composer}
      data-internal={internal}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {mayNote && (
        <SegmentedControl
          className={classes.kind}
          value={internal ? 'internal' : 'public'}
          onChange={(value) => setInternal(value === 'internal')}
          data={[
            { value: 'public', label: t('comment.public') },
            { value: 'internal', label: t('comment.internal') },
          ]}
        />
      )}
      <Textarea
        ref={field}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            void send();
          }
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        placeholder={
          internal ? t('comment.internal.placeholder') : t('comment.public.placeholder', { name })
        }
        aria-label={internal ? t('comment.internal') : t('comment.public')}
        minRows={2}
        maxRows={12}
        maxLength={50_000}
      />
      {error !== null && <ProblemNotice error={error} compact />}
      <div className={classes.foot}>
        <span className={classes.hint}>
          {internal ? t('comment.internal.help') : text.trim() === '' ? '' : t('comment.kept')}
        </span>
        <Keys keys="Mod+Enter" />
        <Button
          type="submit"
          size="xs"
          color={internal ? 'yellow' : undefined}
          variant={internal ? 'light' : 'filled'}
          loading={busy}
          disabled={text.trim() === ''}
        >
          {internal ? t('comment.note') : t('comment.send')}
        </Button>
      </div>
    </form>
  );
}
