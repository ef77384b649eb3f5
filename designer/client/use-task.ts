/** Taking and completing a task: one act at a time; where an answer was lost, the next try does it no second time. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from './query.ts';
import { claimTask, completeTask } from './tasks.ts';
import type { Task } from './types/tasks.ts';
import { useIntention } from './use-intention.ts';

export function useTask(task: Task, ticket: { id: string; number: string }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const intention = useIntention();

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
      return false;
    } finally {
      setBusy(null);
    }
  };
  const claim = () => run('claim', () => claimTask(task.id));
  const complete = (outcome: string, values?: Record<string, unknown>) => {
    const body = {
      ...(outcome === '' ? {} : { outcome }),
      ...(values === undefined ? {} : { values }),
    };
    return run(outcome, () => intention.send(body, (key) => completeTask(task.id, body, key)));
  };
  return { busy, problem, claim, complete };
}
