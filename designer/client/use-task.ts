/** Taking and completing a task: one act at a time, with a key per try so that a lost answer does no harm. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from './http.ts';
import { keys } from './query.ts';
import { claimTask, completeTask } from './tasks.ts';
import type { Task } from './types/tasks.ts';

export function useTask(task: Task, ticket: { id: string; number: string }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());

  const run = async (name: string, act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(name);
    setProblem(null);
    try {
      await act();
      await Promise.all(
        [keys.ticket(ticket.id), keys.ticket(ticket.number), keys.tasks(), keys.me].map(
          (queryKey) => client.invalidateQueries({ queryKey }),
        ),
      );
      return true;
    } catch (error) {
      setProblem(error);
      sendKey.current = newKey();
      return false;
    } finally {
      setBusy(null);
    }
  };
  const claim = () => run('claim', () => claimTask(task.id));
  const complete = (outcome: string, values?: Record<string, unknown>) =>
    run(outcome, () =>
      completeTask(
        task.id,
        { ...(outcome === '' ? {} : { outcome }), ...(values === undefined ? {} : { values }) },
        sendKey.current,
      ),
    );
  return { busy, problem, claim, complete };
}
