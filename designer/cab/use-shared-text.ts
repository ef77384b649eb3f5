/**
 * A text that several people see and may write: saved as it is typed, shown to the others with the next answer. Where somebody
 * else has written it meanwhile, both texts stand side by side until one is chosen; a vote or a decision in between is no reason
 * to ask. What is not saved yet outlives a reload.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { meetingQuery } from '#designer/client/cab.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Meeting } from '#designer/client/types/cab.ts';
import { useKept } from '#designer/ui/use-kept.ts';
import { useTakeMeeting } from './use-act.ts';

const SAVE_AFTER_MS = 700;
/** So often it is tried again where only the version had moved on. */
const TRIES = 5;

export type Draft = {
  readonly text: string;
  /** What stood there when it was begun. */
  readonly base: string;
};

/** Whether somebody else has written it meanwhile, something else than this one. */
export const isClash = (draft: Draft | null, now: string, sending: string | null): boolean =>
  draft !== null && now !== draft.base && now !== draft.text && now !== sending;

export type SharedText = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Saves what is not saved yet, at once. */
  readonly flush: () => void;
  readonly state: 'saved' | 'typing' | 'saving' | 'failed';
  readonly problem: unknown;
  /** What somebody else has written meanwhile. */
  readonly theirs: string | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

type Options = {
  /** Under which it is kept in this browser. */
  readonly name: string;
  readonly meeting: Meeting;
  readonly textOf: (meeting: Meeting) => string;
  readonly save: (meeting: Meeting, text: string) => Promise<Meeting>;
};

export function useSharedText({ name, meeting, textOf, save }: Options): SharedText {
  const client = useQueryClient();
  const take = useTakeMeeting();
  const [draft, setDraft, forget] = useKept<Draft | null>(name, null);
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState<string | null>(null);
  const held = useRef({ draft, sending: null as string | null, textOf, save });
  held.current.textOf = textOf;
  held.current.save = save;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { id } = meeting;

  const put = useCallback(
    (next: Draft | null) => {
      held.current.draft = next;
      if (next === null) forget();
      else setDraft(next);
    },
    [forget, setDraft],
  );

  const send = useCallback(
    async (triesLeft = TRIES): Promise<void> => {
      clearTimeout(timer.current);
      const known = client.getQueryData<Meeting>(keys.cab('meeting', id));
      const { draft: wanted, sending: underWay } = held.current;
      if (wanted === null || underWay !== null || known === undefined) return;
      if (isClash(wanted, held.current.textOf(known), null)) return;
      const sent = wanted.text;
      const setUnderWay = (text: string | null) => {
        held.current.sending = text;
        setSending(text);
      };
      setUnderWay(sent);
      setProblem(null);
      try {
        const next = await held.current.save(known, sent);
        const later = held.current.draft;
        const hasMore = later !== null && later.text !== sent;
        put(hasMore ? { text: later.text, base: sent } : null);
        take(next);
        setUnderWay(null);
        if (hasMore) timer.current = setTimeout(() => void send(), SAVE_AFTER_MS);
      } catch (error) {
        setUnderWay(null);
        if (!isProblem(error) || error.status !== 412 || triesLeft === 0) return setProblem(error);
        await client.fetchQuery({ ...meetingQuery(id), staleTime: 0 }).catch(() => undefined);
        return send(triesLeft - 1);
      }
    },
    [client, id, put, take],
  );

  const now = textOf(meeting);
  const sendSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), SAVE_AFTER_MS);
  };
  // What an earlier visit has left is saved now; going on to the next change must not lose the last word about this one.
  useEffect(() => {
    void send();
    return () => void send();
  }, [send]);

  const clashes = isClash(draft, now, sending);
  return {
    value: draft?.text ?? now,
    onChange: (text) => {
      put({ text, base: draft?.base ?? now });
      sendSoon();
    },
    flush: () => void send(),
    state:
      problem !== null
        ? 'failed'
        : sending !== null
          ? 'saving'
          : draft === null || draft.text === now
            ? 'saved'
            : 'typing',
    problem,
    theirs: clashes ? now : null,
    keepMine: () => {
      if (draft) put({ text: draft.text, base: now });
      void send();
    },
    takeTheirs: () => put(null),
  };
}
