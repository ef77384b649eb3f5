/** What becomes of an exchange once somebody has answered it or takes it back: written, on record, and told to who did not do it. */
import type { Span } from '#engine/rota.ts';
import { record } from '../events/record.ts';
import type { Principal } from '../people/access.ts';
import type { Work } from '../work.ts';
import { getSwap, type SwapView } from './read-swaps.ts';
import type { Rota } from './rota.ts';
import { type SwapNews, tellOf } from './tell.ts';

const EVENTS = {
  accepted: 'rota.swapped',
  declined: 'rota.swapDeclined',
  takenBack: 'rota.swapTakenBack',
} as const;
const NEWS = {
  accepted: 'swapAccepted',
  declined: 'swapDeclined',
  takenBack: 'swapTakenBack',
} as const;

/** Behind the rota’s lock. */
export async function closeSwap(
  work: Work,
  principal: Principal,
  rota: Rota,
  swap: SwapView,
  state: keyof typeof EVENTS,
): Promise<SwapView> {
  await work.em.execute(
    `update rota_swap set state = ?, accepted_at = case when ? then ?::timestamptz else accepted_at end,
       closed_at = case when ? then closed_at else ?::timestamptz end, closed_by = ?, version = version + 1 where id = ?`,
    [
      state,
      state === 'accepted',
      work.now,
      state === 'accepted',
      work.now,
      principal.personId,
      swap.id,
    ],
  );
  await recordSwap(work, rota, EVENTS[state], swap.id);
  for (const { id } of [swap.asker, swap.other])
    if (id !== principal.personId)
      await tellOfSwap(work, principal, rota, NEWS[state], id, [swap.takes, swap.gives], '');
  return getSwap(work, rota.id, swap.id);
}

export const recordSwap = (work: Work, rota: Rota, type: string, swap: string): Promise<string> =>
  record(work, { type, subject: { kind: 'rota', id: rota.id }, data: { swap } });

export const tellOfSwap = (
  work: Work,
  { name }: Principal,
  rota: Rota,
  news: SwapNews,
  to: string,
  spans: readonly Span[],
  reason: string,
): Promise<void> => tellOf(work, news, to, { rota, who: name, spans, reason });
