/** What an act has made of an approval, shown at once wherever it is, and asked for anew together with what hangs on it. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from './query.ts';
import type { Approval } from './types/tasks.ts';

export function useApprovalChanged(): (changed: Approval) => void {
  const client = useQueryClient();
  return useCallback(
    (changed) => {
      const { id, ticket } = changed;
      client.setQueryData(keys.approval(id), changed);
      if (ticket !== null)
        client.setQueryData<Approval[]>(keys.ticket(ticket.id, 'approvals'), (before) =>
          before?.map((one) => (one.id === id ? changed : one)),
        );
      const touched = [keys.approvals(), keys.me, ...(ticket ? [keys.ticket(ticket.id)] : [])];
      for (const queryKey of touched) void client.invalidateQueries({ queryKey });
    },
    [client],
  );
}
