/** One comment: who, when, what; one's own can be edited, and deleted after a question, since that cannot be taken back. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { newKey } from '#designer/client/http.ts';
import { Avatar } from '#designer/ui/Avatar.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { Time } from '#designer/ui/Time.tsx';
import { useEditor } from '../editor/editor.tsx';
import { Composer } from './Composer.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';
import { focusThread } from './focus.ts';
import { partsOf, toTyped } from './text.ts';
import { type Comment, deleteComment, editComment } from './threads.ts';

type Props = { readonly thread: string; readonly comment: Comment };

export const CommentItem = ({ thread, comment }: Props) => {
  const { say } = useEditor();
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null);
  const done = () => {
    setDoing(null);
    focusThread(thread);
  };
  const { author, createdAt, editedAt, deletedAt, allowed } = comment;
  return (
    <li className={styles.comment}>
      <div className={styles.who}>
        <Avatar person={author} size={20} />
        <b dir="auto">{author.name}</b>
        <span className={styles.quiet}>
          <Time at={createdAt} short />
          {editedAt !== null && deletedAt === null && ` · ${say('canvas.comments.edited')}`}
        </span>
        {allowed.length > 0 && doing === null && <Acts comment={comment} onAct={setDoing} />}
      </div>
      {deletedAt !== null ? (
        <p className={styles.deleted}>{say('canvas.comments.deleted')}</p>
      ) : doing === 'edit' ? (
        <Edit thread={thread} comment={comment} onDone={done} />
      ) : (
        <Body comment={comment} />
      )}
      {doing === 'delete' && <Delete thread={thread} comment={comment} onDone={done} />}
    </li>
  );
};

const Body = ({ comment: { body, mentions } }: { readonly comment: Comment }) => (
  <p className={styles.text} dir="auto">
    {partsOf(body, mentions).map((part, index) => {
      const key = `${index}`;
      if (part.kind === 'text') return <span key={key}>{part.text}</span>;
      if (part.kind === 'mention')
        return (
          <span key={key} className={styles.mention}>
            @{part.name}
          </span>
        );
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.href}
        </a>
      );
    })}
  </p>
);

const Acts = ({
  comment: { body, mentions },
  onAct,
}: {
  readonly comment: Comment;
  readonly onAct: (act: 'edit' | 'delete') => void;
}) => {
  const { say } = useEditor();
  const start = toTyped(body, mentions).text.slice(0, 40);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size="sm"
          className={styles.more}
          aria-label={say('canvas.comments.acts', { text: start })}
        >
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onAct('edit')}>
          {say('canvas.comments.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => onAct('delete')}>
          {say('canvas.comments.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

type ActProps = Props & { readonly onDone: () => void };

const Edit = ({ thread, comment, onDone }: ActProps) => {
  const { say } = useEditor();
  const { process, put } = useComments();
  // What was seen when one began: a change made elsewhere meanwhile is not written over.
  const [seen] = useState(comment);
  const { id, body, mentions, version } = seen;
  const start = useMemo(() => toTyped(body, mentions), [body, mentions]);
  return (
    <Composer
      kept={`${process}.edit.${id}.${version}`}
      start={start}
      label={say('canvas.comments.edit')}
      send={say('canvas.comments.save')}
      wanted
      onSend={async (said) => {
        put(await editComment(process, thread, seen, said));
        onDone();
      }}
      onCancel={onDone}
      newKey={newKey}
    />
  );
};

const Delete = ({ thread, comment, onDone }: ActProps) => {
  const { say, announce } = useEditor();
  const { process, put } = useComments();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      put(await deleteComment(process, thread, comment));
      announce(say('canvas.comments.did.deleted'));
      onDone();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <fieldset className={styles.ask} aria-label={say('canvas.comments.deleteAsk')}>
      <p>{say('canvas.comments.deleteAsk')}</p>
      {error !== undefined && <ProblemNotice error={error} compact />}
      <div className={styles.acts}>
        <Button variant="default" size="compact-sm" autoFocus onClick={onDone}>
          {say('canvas.comments.keep')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          loading={busy}
          onClick={() => void remove()}
        >
          {say('canvas.comments.deleteNow')}
        </Button>
      </div>
    </fieldset>
  );
};
