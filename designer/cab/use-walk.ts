/**
 * Which change stands in the middle. Whoever leads takes everybody along; the others go along until they look at another one,
 * and nobody is taken away from what they are writing.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { pointAt } from '#designer/client/cab.ts';
import { keys } from '#designer/client/query.ts';
import type { AgendaItem, Meeting } from '#designer/client/types/cab.ts';
import { useToast } from '#designer/ui/toast.ts';
import { shownOf, stepFrom } from './agenda.ts';
import { useTakeMeeting } from './use-act.ts';

export type Walk = {
  readonly item: AgendaItem | undefined;
  readonly go: (id: string) => void;
  readonly step: (by: 1 | -1) => void;
  /** What is being talked about, where it is another one than what is shown. */
  readonly elsewhere: AgendaItem | null;
  /** Counts up with each change one has gone to oneself: the focus goes along. */
  readonly moved: number;
};

export function useWalk(meeting: Meeting, first: string | null, leads: boolean): Walk {
  const client = useQueryClient();
  const take = useTakeMeeting();
  const toast = useToast();
  // What is shown is held by name: another one that is talked about is gone to in a step of its own.
  const [chosen, setChosen] = useState(() => shownOf(meeting, first)?.ticket.id ?? null);
  const [moved, setMoved] = useState(0);
  const { id, current, state, items } = meeting;
  const item = shownOf(meeting, chosen);
  const shown = item?.ticket.id;
  const isOpen = state === 'open' && !meeting.virtual;

  // Going on twice in a moment must not lead back to where one was between.
  const wanted = useRef<string | null>(null);
  const pointing = useRef(Promise.resolve());
  const before = useRef(current);
  useEffect(() => {
    const was = before.current;
    before.current = current;
    if (current === null || current === was || !isOpen || wanted.current !== null) return;
    const goesAlong = was === null || shown === was || leads;
    if (goesAlong && !isWriting()) setChosen(current);
  }, [current, shown, isOpen, leads]);

  const go = (to: string) => {
    setChosen(to);
    setMoved((count) => count + 1);
    if (!leads || !isOpen || to === current) return;
    // Shown at once; the answer, or somebody quicker, says what holds.
    client.setQueryData<Meeting>(
      keys.cab('meeting', id),
      (known) => known && { ...known, current: to },
    );
    wanted.current = to;
    pointing.current = pointing.current.then(() => point(to));
  };
  const point = async (to: string): Promise<void> => {
    if (wanted.current !== to) return;
    try {
      const answered = await pointAt(id, to);
      if (wanted.current !== to) return;
      wanted.current = null;
      take(answered);
    } catch (error) {
      wanted.current = null;
      toast.failed(error);
      await client.invalidateQueries({ queryKey: keys.cab('meeting', id) });
    }
  };
  const talked = isOpen ? items.find(({ ticket }) => ticket.id === current) : undefined;
  return {
    item,
    go,
    step: (by) => {
      const next = stepFrom(items, shown, by);
      if (next) go(next.ticket.id);
    },
    elsewhere: talked && talked.ticket.id !== shown ? talked : null,
    moved,
  };
}

function isWriting(): boolean {
  const focused = document.activeElement;
  return focused instanceof HTMLTextAreaElement && focused.value !== '';
}
