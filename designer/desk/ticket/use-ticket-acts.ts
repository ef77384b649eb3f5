/**
 * Acts on one ticket that need no page of their own. A change is shown at once and taken back if the server refuses it;
 * one that meets somebody else's change to another field is made again on the newer version by itself.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useMe } from '#designer/client/me.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import { changeTicket, type TicketChange, ticketQuery } from '#designer/client/tickets.ts';
import type { Ticket, TicketItem } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';
import { type Conflict, findConflict } from './conflict.ts';
import { OwnChanges } from './own-changes.ts';

export type ChangeResult = { ok: true; ticket: Ticket } | { ok: false; conflict?: Conflict };

export function useTicketActs(onChanged: (ticket: TicketItem) => void = () => {}) {
  const t = useText();
  const me = useMe();
  const toast = useToast();
  const client = useQueryClient();
  /** Changes to one ticket go out one after another: the next knows what the one before has come to. */
  const turns = useRef(new Map<string, Promise<unknown>>());
  const own = useRef(new OwnChanges());

  /** The newest that this browser knows of a ticket. */
  const newest = useCallback(
    (ticket: TicketItem): TicketItem =>
      [ticket.id, ticket.number]
        .map((name) => client.getQueryData<Ticket>(keys.ticket(name)))
        .reduce<TicketItem>(
          (known, other) => (other !== undefined && other.version > known.version ? other : known),
          ticket,
        ),
    [client],
  );

  const remember = useCallback(
    (ticket: Ticket) => {
      // An answer that comes late does not bring back what has been changed since.
      for (const name of [ticket.id, ticket.number])
        client.setQueryData<Ticket>(keys.ticket(name), (known) =>
          known !== undefined && known.version > ticket.version ? known : ticket,
        );
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

  const save = useCallback(
    async (base: TicketItem, part: TicketChange): Promise<ChangeResult> => {
      // Asked about before anything is sent, where it is known already that somebody else was quicker.
      const known = newest(base);
      const conflict = findConflict(own.current.put(base), known, part);
      if (conflict !== null) {
        onChanged(known);
        return { ok: false, conflict };
      }
      try {
        const ticket = await changeTicket(base.id, part, known.version);
        own.current.add(ticket, part);
        remember(ticket);
        return { ok: true, ticket };
      } catch (error) {
        if (!isProblem(error) || error.status !== 412) {
          toast.failed(error);
          return { ok: false };
        }
      }
      try {
        remember(await client.fetchQuery({ ...ticketQuery(base.id), staleTime: 0 }));
      } catch (error) {
        toast.failed(error);
        return { ok: false };
      }
      return save(base, part);
    },
    [client, newest, onChanged, remember, toast],
  );

  /** `base` is the ticket as it was when the change was begun. */
  const change = useCallback(
    (base: TicketItem, part: TicketChange): Promise<ChangeResult> => {
      const go = () => save(base, part);
      const turn = (turns.current.get(base.id) ?? Promise.resolve()).then(go, go);
      turns.current.set(base.id, turn);
      return turn;
    },
    [save],
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
