/**
 * Acts on one ticket that need no page of their own. A change is shown at once and taken back if the server refuses it;
 * one that meets somebody else's change to another field is made again on the newer version by itself.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeTicket, type TicketChange, ticketQuery } from '#designer/client/tickets.ts';
import type { Ticket, TicketItem } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';
import { type Conflict, findConflict } from './conflict.ts';

export type ChangeResult = { ok: true; ticket: Ticket } | { ok: false; conflict?: Conflict };

export function useTicketActs(onChanged: (ticket: TicketItem) => void = () => {}) {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const client = useQueryClient();

  const remember = useCallback(
    (ticket: Ticket) => {
      for (const name of [ticket.id, ticket.number]) client.setQueryData(keys.ticket(name), ticket);
      for (const name of [ticket.id, ticket.number])
        void client.invalidateQueries({
          queryKey: keys.ticket(name),
          predicate: (query) => query.queryKey.length > 2,
        });
      void client.invalidateQueries({ queryKey: keys.ticketCounts });
      onChanged(ticket);
    },
    [client, onChanged],
  );

  const change = useCallback(
    async (base: TicketItem, part: TicketChange, version = base.version): Promise<ChangeResult> => {
      try {
        const ticket = await changeTicket(base.id, part, version);
        remember(ticket);
        return { ok: true, ticket };
      } catch (error) {
        if (!isProblem(error) || error.status !== 412) {
          toast.failed(error);
          return { ok: false };
        }
        const now = await client.fetchQuery({ ...ticketQuery(base.id), staleTime: 0 });
        remember(now);
        const conflict = findConflict(base, now, part);
        if (conflict !== null) return { ok: false, conflict };
        return change(now, part, now.version);
      }
    },
    [client, remember, toast],
  );

  const assignToMe = useCallback(
    async (ticket: TicketItem) => {
      if (ticket.assignee?.id === me.user.id) return;
      const result = await change(ticket, { assignee: me.user.email });
      if (result.ok) toast.done(t('act.done.assigned', { number: ticket.number }));
    },
    [change, me.user.id, me.user.email, t, toast],
  );

  return useMemo(() => ({ change, assignToMe, remember }), [change, assignToMe, remember]);
}
