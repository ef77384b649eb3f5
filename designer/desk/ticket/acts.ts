/**
 * Which acts a ticket offers, from the states the server says it may go to. The one that usually comes next stands first;
 * what is rare goes into the menu. Pure.
 */
import { type Ticket, type TicketStatus, transitionsOf } from '#designer/client/types/tickets.ts';

export type Act = 'start' | 'resolve' | 'close' | 'hold' | 'resume' | 'reopen' | 'cancel' | 'move';
export type Offer = { act: Act; status: TicketStatus };

export function offersOf(ticket: Pick<Ticket, 'status' | 'allowed'>): {
  shown: Offer[];
  more: Offer[];
} {
  const offers = transitionsOf(ticket).map(
    (status): Offer => ({ act: actOf(ticket.status, status), status }),
  );
  const take = (act: Act) => offers.filter((offer) => offer.act === act);
  const shown = [
    ...take('resume'),
    ...take('start'),
    ...take('resolve'),
    ...take('close'),
    ...take('reopen'),
  ].slice(0, 2);
  const more = [
    ...offers.filter((offer) => !shown.includes(offer) && offer.act !== 'cancel'),
    ...take('cancel'),
  ];
  return { shown, more };
}

function actOf(from: TicketStatus, to: TicketStatus): Act {
  if (to === 'resolved') return 'resolve';
  if (to === 'closed') return 'close';
  if (to === 'cancelled') return 'cancel';
  if (to === 'on_hold') return 'hold';
  if (to === 'in_progress')
    return from === 'on_hold'
      ? 'resume'
      : from === 'resolved'
        ? 'reopen'
        : from === 'new'
          ? 'start'
          : 'move';
  return 'move';
}
