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
  const [chosen, setChosen] = useState(first);
  const [moved, setMoved] = useState(0);
  const { id, current, state, items } = meeting;
  const item = shownOf(meeting, chosen);
  const shown = item?.ticket.id;
  const isOpen = state === 'open' && !meeting.virtual;

  const before = useRef({ current, shown });
  useEffect(() => {
    const was = before.current;
    before.current = { current, shown };
    if (current === was.current || !isOpen) return;
    const wentAlong = was.shown === was.current || was.current === null || leads;
    setChosen(wentAlong && !isWriting() ? null : (was.shown ?? null));
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
    pointAt(id, to).then(take, (error) => {
      toast.failed(error);
      void client.invalidateQueries({ queryKey: keys.cab('meeting', id) });
    });
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
