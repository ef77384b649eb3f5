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
      const names = ticket === null ? [] : [ticket.id, ticket.number];
      for (const queryKey of [keys.approvals(), keys.me, ...names.map((name) => keys.ticket(name))])
        void client.invalidateQueries({ queryKey });
    },
    [client],
  );
}
