/** What a ticket touches by name, for those who may see it; for everybody else by what its key says. */
import { useQuery } from '@tanstack/react-query';
import { ticketItemsQuery } from '#designer/client/config-items.ts';
import type { Approval } from '#designer/client/types/tasks.ts';
import { humanize } from '#engine/humanize.ts';
import { touchedBy } from './subject.ts';

export function useItemNames(approval: Approval): readonly string[] {
  const keys = touchedBy(approval);
  const { data } = useQuery({
    ...ticketItemsQuery(approval.ticket?.id ?? ''),
    enabled: keys.length > 0 && approval.allowed.includes('openTicket'),
  });
  const names = new Map(data?.items.map(({ key, name }) => [key, name]));
  // What it touches now may be something else than what was asked about.
  return keys.map((key) => names.get(key) ?? humanize(key));
}
