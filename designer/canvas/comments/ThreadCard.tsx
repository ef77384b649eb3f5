/** One thread: what it is about and when it was begun, what was said, and going on with it or putting an end to it. */
import { Button } from '@mantine/core';
import { type Ref, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { Chip } from '#designer/ui/Chip.tsx';
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { CommentItem } from './CommentItem.tsx';
import { Composer } from './Composer.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';
import { focusComments, focusThread } from './focus.ts';
import { answerThread, settleThread, type Thread } from './threads.ts';

type Props = {
  readonly ref?: Ref<HTMLLIElement>;
  readonly thread: Thread;
  readonly isCurrent: boolean;
};

export const ThreadCard = ({ ref, thread, isCurrent }: Props) => {
  const { say, announce } = useEditor();
  const { process, put } = useComments();
  const [answering, setAnswering] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { id, comments, resolvedAt, resolvedBy, allowed } = thread;
  const done = () => {
    setAnswering(false);
    focusThread(id);
  };
  const settle = async (resolved: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      put(await settleThread(process, id, resolved));
      focusComments();
      announce(say(resolved ? 'canvas.comments.did.resolved' : 'canvas.comments.did.reopened'));
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <li
      ref={ref}
      className={styles.thread}
      tabIndex={-1}
      aria-current={isCurrent ? 'true' : undefined}
      data-thread={id}
    >
      <header className={styles.about}>
        <About thread={thread} />
        <SeenOn thread={thread} />
      </header>
      <ol className={styles.comments}>
        {comments.map((comment) => (
          <CommentItem key={comment.id} thread={id} comment={comment} />
        ))}
      </ol>
      {resolvedAt !== null && (
        <p className={styles.quiet}>
          {say('canvas.comments.resolvedBy', { name: resolvedBy?.name ?? '' })}{' '}
          <Time at={resolvedAt} />
        </p>
      )}
      {error !== undefined && <ProblemNotice error={error} compact />}
      {answering ? (
        <Composer
          kept={`${process}.answer.${id}`}
          label={say('canvas.comments.answer')}
          send={say('canvas.comments.answerSend')}
          wanted
          onSend={async (body, idempotencyKey) => {
            put(await answerThread(process, id, body, idempotencyKey));
            done();
          }}
          onCancel={done}
          newKey={newKey}
        />
      ) : (
        <div className={styles.acts}>
          {allowed.includes('answer') && (
            <Button variant="subtle" size="compact-sm" onClick={() => setAnswering(true)}>
              {say('canvas.comments.answerSend')}
            </Button>
          )}
          {allowed.includes('resolve') && (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={busy}
              onClick={() => void settle(true)}
            >
              {say('canvas.comments.resolve')}
            </Button>
          )}
          {allowed.includes('reopen') && (
            <Button
              variant="subtle"
              size="compact-sm"
              loading={busy}
              onClick={() => void settle(false)}
            >
              {say('canvas.comments.reopen')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
};

/** What it is about, and the way there; what has gone is called as it was. */
const About = ({ thread: { element: id, elementName } }: { readonly thread: Thread }) => {
  const { say, definition, select } = useEditor();
  const { view } = useActs();
  if (id === null) return <h3 className={styles.subject}>{say('canvas.comments.process')}</h3>;
  const element = definition.elements.find((one) => one.id === id);
  if (!element) {
    return (
      <h3 className={styles.subject}>
        <span dir="auto">{elementName ?? id}</span>{' '}
        <Chip>{say('canvas.comments.goneElement')}</Chip>
      </h3>
    );
  }
  const shown = shownFor(definition, id);
  return (
    <h3 className={styles.subject}>
      <button
        type="button"
        className={styles.link}
        dir="auto"
        onClick={() => {
          select({ elements: [shown], flows: [] });
          view.current?.reveal([shown]);
        }}
      >
        {nameOf(say, element)}
      </button>
    </h3>
  );
};

const SeenOn = ({ thread: { version, draftOf } }: { readonly thread: Thread }) => {
  const { say } = useEditor();
  return (
    <span className={styles.quiet}>
      {version === null
        ? say('canvas.comments.onDraft', { name: draftOf?.name ?? '' })
        : say('canvas.comments.onVersion', { version })}
    </span>
  );
};
