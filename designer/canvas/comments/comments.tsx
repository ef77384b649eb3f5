/**
 * The comments of the process that is open: whether their panel is, which list it shows, which thread one was led to, and
 * whether they are marked on the drawing. `?thread=` opens one; what others say meanwhile is announced.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useMe } from '#designer/client/me.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { useEditor } from '../editor/editor.tsx';
import { plainOf } from './text.ts';
import { showThread, type Thread, type ThreadList, threadQuery, threadsQuery } from './threads.ts';

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
  /** Goes up each time somebody wants to write. */
  readonly wanted: number;
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
  const [isOpen, setOpen] = useState(false);
  const [list, setList] = useState<ThreadList>('open');
  const [current, setCurrent] = useState<string | null>(null);
  const [showsMarks, setShowsMarks] = useKept('comments.marks', true);
  const [wanted, setWanted] = useState(0);
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
      if (toWrite) setWanted((before) => before + 1);
    },
    hide: () => setOpen(false),
    wanted,
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
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (open === NONE) return;
    const said = open.flatMap(({ comments }) => comments);
    const news = known.current && said.filter(({ id }) => !known.current?.has(id));
    known.current = new Set(said.map(({ id }) => id));
    const other = news?.find(({ author, deletedAt }) => author.id !== user.id && !deletedAt);
    if (other)
      announce(
        say('canvas.comments.news', {
          name: other.author.name,
          text: plainOf(other.body, other.mentions),
        }),
      );
  }, [open, user.id, say, announce]);
};
