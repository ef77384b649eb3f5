/**
 * One act on a meeting at a time, answered with the whole meeting as it is then. What was refused because somebody was quicker
 * is told where it was tried, beside the meeting as it is now; nothing that was typed is touched.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { Meeting } from '#designer/client/types/cab.ts';

/** Takes an answer over what is shown, unless a later one is shown already. */
export function useTakeMeeting(): (meeting: Meeting) => void {
  const client = useQueryClient();
  return useCallback(
    (meeting) => {
      client.setQueryData<Meeting>(keys.cab('meeting', meeting.id), (before) =>
        before && before.version > meeting.version ? before : meeting,
      );
      void client.invalidateQueries({ queryKey: keys.cab('meetings') });
      void client.invalidateQueries({ queryKey: keys.cab('boards') });
    },
    [client],
  );
}

export type Act = {
  /** What is being done. */
  readonly busy: string | null;
  readonly problem: unknown;
  readonly clear: () => void;
  /** Whether it was done. */
  readonly run: (name: string, act: () => Promise<Meeting>) => Promise<boolean>;
};

export function useAct(meetingId: string): Act {
  const client = useQueryClient();
  const take = useTakeMeeting();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const run = useCallback(
    async (name: string, act: () => Promise<Meeting>) => {
      setBusy(name);
      setProblem(null);
      try {
        take(await act());
        return true;
      } catch (error) {
        setProblem(error);
        if (isProblem(error) && [404, 409, 412].includes(error.status))
          await client.invalidateQueries({ queryKey: keys.cab('meeting', meetingId) });
        return false;
      } finally {
        setBusy(null);
      }
    },
    [client, take, meetingId],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, clear, run };
}
