/** One call for many tickets, an answer for each, and the way back. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '#designer/client/query.ts';
import { type BulkChange, changeTickets, type TicketChange } from '#designer/client/tickets.ts';
import type { TicketItem } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { useToast } from '#designer/ui/toast.ts';
import { canUndo, inverse } from './inverse.ts';
import classes from './use-bulk-change.module.css';

export function useBulkChange(onChanged: (tickets: TicketItem[]) => void) {
  const t = useText();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);

  const run = async (changes: BulkChange[]) => {
    const answers = await changeTickets(changes);
    const changed = answers.flatMap((answer) => answer.ticket ?? []);
    onChanged(changed);
    void client.invalidateQueries({ queryKey: keys.ticketCounts });
    for (const ticket of changed)
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.number) });
    return answers;
  };

  const undo = (tickets: TicketItem[], change: TicketChange) => {
    void run(tickets.map((ticket) => ({ id: ticket.id, change: inverse(ticket, change) })))
      .then(() => toast.done(t('desk.bulk.undone')))
      .catch(toast.failed);
  };

  /** True when every ticket was changed. */
  const change = async (tickets: TicketItem[], part: TicketChange): Promise<boolean> => {
    setBusy(true);
    try {
      const answers = await run(tickets.map((ticket) => ({ id: ticket.id, change: part })));
      const done = answers.filter((answer) => answer.problem === undefined);
      const refused = answers.find((answer) => answer.problem !== undefined)?.problem;
      const changed = tickets.filter((ticket) => done.some((answer) => answer.id === ticket.id));
      const reason = refused?.detail ?? refused?.title ?? '';
      const message =
        refused === undefined
          ? t('desk.bulk.done', { count: done.length })
          : t('desk.bulk.some', { done: done.length, count: tickets.length, reason });
      const id = notifications.show({
        color: refused === undefined ? 'green' : 'yellow',
        withBorder: true,
        autoClose: 8000,
        message: (
          <span className={classes.answer}>
            {message}
            {changed.length > 0 && canUndo(part) && (
              <Button
                size="xs"
                variant="subtle"
                onClick={() => {
                  notifications.hide(id);
                  undo(changed, part);
                }}
              >
                {t('common.undo')}
              </Button>
            )}
          </span>
        ),
      });
      return refused === undefined;
    } catch (error) {
      toast.failed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { change, busy };
}
