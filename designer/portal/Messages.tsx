/** What the requester and the desk have written to each other. */
import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import { addComment, commentsQuery } from '#designer/client/tickets.ts';
import type { Comment, Ticket } from '#designer/client/types/tickets.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { useText } from '#designer/ui/locale.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useToast } from '#designer/ui/toast.ts';
import { useTyped } from '#designer/ui/use-typed.ts';
import page from './FollowPage.module.css';
import classes from './Messages.module.css';

export function Messages({ ticket }: { ticket: Ticket }) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const comments =
    useQuery(commentsQuery(ticket.id)).data?.filter((comment) => !comment.internal) ?? [];
  const { text, setText, settle } = useTyped(`message.${ticket.id}`);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef({ key: newKey(), text: '' });
  const mayWrite = ticket.allowed.includes('comment');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const body = text.trim();
    if (body === '') return;
    if (sendKey.current.text !== body) sendKey.current = { key: newKey(), text: body };
    setBusy(true);
    setProblem(null);
    try {
      const comment = await addComment(ticket.id, { body }, sendKey.current.key);
      client.setQueryData<Comment[]>(keys.ticket(ticket.id, 'comments'), (before) => [
        ...(before ?? []).filter((one) => one.id !== comment.id),
        comment,
      ]);
      sendKey.current = { key: newKey(), text: '' };
      settle(body);
      toast.done(t('portal.follow.sent'));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={page.section}>
      <h2 className={page.heading}>{t('portal.follow.talk')}</h2>
      {comments.length === 0 && <p className={page.muted}>{t('portal.follow.talk.none')}</p>}
      <ol className={classes.list} aria-live="polite" aria-relevant="additions">
        {comments.map((comment) => (
          <li key={comment.id} className={classes.message}>
            <Avatar person={comment.author} size={34} />
            <div className={classes.body}>
              <p className={classes.who}>
                <span className={classes.name} dir="auto">
                  {comment.author?.name ?? t('common.system')}
                </span>
                <Time at={comment.createdAt} className={classes.time} />
              </p>
              <p className={classes.text} dir="auto">
                {comment.body}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <form className={classes.form} onSubmit={(event) => void send(event)}>
          <Textarea
            size="md"
            label={t('portal.follow.write')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            minRows={3}
            maxRows={12}
          />
          {problem !== null && <ProblemNotice error={problem} compact />}
          <Button
            type="submit"
            size="md"
            variant="default"
            loading={busy}
            disabled={text.trim() === ''}
          >
            {t('portal.follow.send')}
          </Button>
        </form>
      )}
    </section>
  );
}
