/**
 * The comments of the process that is open: whether their panel is, which list it shows, which thread one was led to, and
 * whether they are marked on the drawing. `?thread=` opens one, `?comments=mine` a list; what others say meanwhile is announced.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { useEditor } from '../editor/editor.tsx';
import { plainOf } from './text.ts';
import {
  showThread,
  THREAD_LISTS,
  type Thread,
  type ThreadList,
  threadQuery,
  threadsQuery,
} from './threads.ts';

export type Comments = {
  readonly process: string;
  /** The version that is looked at; the draft, where there is one, when undefined. */
  readonly version: number | undefined;
  readonly isOpen: boolean;
  readonly list: ThreadList;
  readonly setList: (list: ThreadList) => void;
  /** The thread one was led to. */
  readonly current: string | null;
  /** Open ones, whatever list is shown. */
  readonly open: readonly Thread[];
  readonly showsMarks: boolean;
  readonly setShowsMarks: (on: boolean) => void;
  /** Shows the panel; goes into the field for a new comment where one wants to write. */
  readonly show: (options?: { readonly toWrite?: boolean }) => void;
  readonly hide: () => void;
  /** Somebody wants to write and is not yet where that is done. */
  readonly wanted: boolean;
  readonly isThere: () => void;
  readonly put: (thread: Thread) => void;
};

const CommentsContext = createContext<Comments | null>(null);

export const useComments = (): Comments => {
  const comments = useContext(CommentsContext);
  if (!comments) throw new Error('useComments is used outside a CommentsProvider.');
  return comments;
};

type Props = {
  readonly process: string;
  readonly version: number | undefined;
  readonly children: ReactNode;
};

const NONE: readonly Thread[] = [];

export const CommentsProvider = ({ process, version, children }: Props) => {
  const client = useQueryClient();
  const search: { comments?: unknown } = useSearch({ strict: false });
  const asked = THREAD_LISTS.find((one) => one === search.comments);
  const [isOpen, setOpen] = useState(asked !== undefined);
  const [list, setList] = useState<ThreadList>(asked ?? 'open');
  const [current, setCurrent] = useState<string | null>(null);
  const [showsMarks, setShowsMarks] = useKept('comments.marks', true);
  const [wanted, setWanted] = useState(false);
  const { data: open = NONE } = useQuery(threadsQuery(process, 'open'));
  useThreadOfAddress(process, (thread) => {
    setList(thread.resolvedAt === null ? 'open' : 'resolved');
    setCurrent(thread.id);
    setOpen(true);
  });
  useNews(open);
  const comments: Comments = {
    process,
    version,
    isOpen,
    list,
    setList: (next) => {
      setList(next);
      setCurrent(null);
    },
    current,
    open,
    showsMarks,
    setShowsMarks,
    show: ({ toWrite = false } = {}) => {
      setOpen(true);
      setList('open');
      setCurrent(null);
      if (toWrite) setWanted(true);
    },
    hide: () => {
      setOpen(false);
      setWanted(false);
    },
    wanted,
    isThere: () => setWanted(false),
    put: (thread) => showThread(client, process, thread),
  };
  return <CommentsContext value={comments}>{children}</CommentsContext>;
};

/** Leads to the thread the address names, once. */
const useThreadOfAddress = (process: string, lead: (thread: Thread) => void): void => {
  const { say, definition, select, refuse } = useEditor();
  const search: { thread?: unknown } = useSearch({ strict: false });
  const id = typeof search.thread === 'string' ? search.thread : '';
  const { data, error } = useQuery({ ...threadQuery(process, id), enabled: id !== '' });
  const led = useRef('');
  useEffect(() => {
    if (led.current === id || !(data || error)) return;
    led.current = id;
    if (!data) return refuse(say('canvas.comments.noThread'));
    const { element } = data;
    if (element !== null && definition.elements.some((one) => one.id === element))
      select({ elements: [element], flows: [] });
    lead(data);
  });
};

/** Says what others have said since it was last looked. */
const useNews = (open: readonly Thread[]): void => {
  const { say, announce } = useEditor();
  const { user } = useMe();
  const latest = useRef<string>(undefined);
  useEffect(() => {
    if (open === NONE) return;
    const said = open.flatMap(({ comments }) => comments);
    const before = latest.current;
    latest.current = [before ?? '', ...said.map(({ createdAt }) => createdAt)].sort().at(-1);
    if (before === undefined) return;
    const news = said.find(
      ({ author, createdAt, deletedAt }) =>
        createdAt > before && author.id !== user.id && !deletedAt,
    );
    if (!news) return;
    const text = plainOf(news.body, news.mentions);
    announce(say('canvas.comments.news', { name: news.author.name, text }));
  }, [open, user.id, say, announce]);
};
