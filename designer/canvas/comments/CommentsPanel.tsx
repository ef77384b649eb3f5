/**
 * All that is said about the process, beside the drawing: what is about the selected element first. A new comment is on what is
 * selected, or on the whole process.
 */
import { ActionIcon, Drawer, SegmentedControl, Skeleton, Switch, Tooltip } from '@mantine/core';
import { IconMessages, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { newKey } from '#designer/client/http.ts';
import { nameOf } from '#designer/ui/diagram/words.ts';
import { EmptyState } from '#designer/ui/EmptyState.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import pageStyles from '../page/page.module.css';
import panel from '../panel/panel.module.css';
import { COMMENTS_BUTTON } from './CommentsButton.tsx';
import { Composer } from './Composer.tsx';
import styles from './comments.module.css';
import { useComments } from './comments.tsx';
import { COMMENTS } from './focus.ts';
import { ThreadCard } from './ThreadCard.tsx';
import { startThread, THREAD_LISTS, type Thread, threadsQuery } from './threads.ts';

export const CommentsPanel = () => {
  const { say } = useEditor();
  const { hide } = useComments();
  const back = useWayBack();
  const close = () => {
    hide();
    back();
  };
  return (
    <aside
      className={panel.panel}
      aria-label={say('canvas.comments')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <header className={panel.head}>
        <h2 className={panel.kindTitle}>{say('canvas.comments')}</h2>
        <Tooltip label={say('canvas.comments.close')}>
          <ActionIcon aria-label={say('canvas.comments.close')} onClick={close}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Contents />
    </aside>
  );
};

/** On a phone they lie over the lower part of the drawing. */
export const CommentsDrawer = ({ opened }: { readonly opened: boolean }) => {
  const { say } = useEditor();
  const { hide } = useComments();
  return (
    <Drawer
      opened={opened}
      onClose={hide}
      position="bottom"
      size="78%"
      title={say('canvas.comments')}
      closeButtonProps={{ 'aria-label': say('canvas.comments.close') }}
      padding={0}
      classNames={{ header: pageStyles.drawerHead, body: pageStyles.drawerBody }}
    >
      <Contents />
    </Drawer>
  );
};

const Contents = () => {
  const { say, element } = useEditor();
  const { process, version, list, setList, open, showsMarks, setShowsMarks, wanted, isThere, put } =
    useComments();
  const name = element && nameOf(say, element);
  const on = element?.id ?? '';
  return (
    <div className={styles.contents} id={COMMENTS} tabIndex={-1}>
      <Composer
        key={on}
        kept={`${process}.${on}`}
        label={name ? say('canvas.comments.newOn', { name }) : say('canvas.comments.newOnProcess')}
        send={say('canvas.comments.send')}
        wanted={wanted}
        onThere={isThere}
        onSend={async (body, idempotencyKey) => {
          const about = element && { element: element.id, elementName: name?.slice(0, 200) };
          put(await startThread(process, { body, ...about, version }, idempotencyKey));
        }}
        newKey={newKey}
      />
      <SegmentedControl
        aria-label={say('canvas.comments.lists')}
        fullWidth
        size="xs"
        value={list}
        onChange={(chosen) => {
          const next = THREAD_LISTS.find((one) => one === chosen);
          if (next) setList(next);
        }}
        data={THREAD_LISTS.map((value) => ({
          value,
          label: say(`canvas.comments.list.${value}`, { count: open.length }),
        }))}
      />
      <Threads />
      <Switch
        className={styles.layer}
        size="xs"
        label={say('canvas.comments.layer')}
        checked={showsMarks}
        onChange={(event) => setShowsMarks(event.currentTarget.checked)}
      />
    </div>
  );
};

const Threads = () => {
  const { say, element } = useEditor();
  const { process, list, current } = useComments();
  const { data, error, refetch } = useQuery(threadsQuery(process, list));
  const shown = useRef<HTMLLIElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (current === null || !isThere) return;
    shown.current?.scrollIntoView({ block: 'nearest' });
    shown.current?.focus();
  }, [current, isThere]);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <Skeleton height={96} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={IconMessages} title={say(`canvas.comments.none.${list}`)}>
        {list === 'open' ? say('canvas.comments.noneHint') : null}
      </EmptyState>
    );
  }
  return (
    <ul className={styles.threads}>
      {sorted(data, element?.id).map((thread) => (
        <ThreadCard
          key={thread.id}
          ref={thread.id === current ? shown : undefined}
          thread={thread}
          isCurrent={thread.id === current}
        />
      ))}
    </ul>
  );
};

/** Those of what is selected first. */
const sorted = (threads: readonly Thread[], element: string | undefined): readonly Thread[] =>
  element === undefined
    ? threads
    : [
        ...threads.filter((thread) => thread.element === element),
        ...threads.filter((thread) => thread.element !== element),
      ];

/** The focus goes back to what was selected, or to the button. */
const useWayBack = () => {
  const { element } = useEditor();
  const { view } = useActs();
  return () =>
    requestAnimationFrame(() =>
      element && view.current
        ? view.current.focus(element.id)
        : document.getElementById(COMMENTS_BUTTON)?.focus(),
    );
};
