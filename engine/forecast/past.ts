/**
 * What a desk has been, as a forecast learns from it: each ticket as a row of stays, each at one element, with one group, the
 * next beginning when the one before ended. Instants are milliseconds since 1970: a forecast counts millions of them.
 */
import type { Hours } from '../clocks/ledger.ts';

export type PastStay = {
  readonly element: string;
  /** Empty where nobody in particular has it. */
  readonly group: string;
  readonly from: number;
  /** When somebody began to work on it; null where nobody has, or nobody knows. */
  readonly begun: number | null;
  /** Null while it goes on. */
  readonly to: number | null;
  /** The ticket waits for somebody else: its clocks stand still, and it takes nobody's time. */
  readonly isHeld: boolean;
};

export type PastTicket = {
  readonly id: string;
  readonly priority: number;
  readonly stays: readonly PastStay[];
  /** When it was done; null while it is open. */
  readonly endedAt: number | null;
};

/** When time counts for whom. */
export type Desk = {
  readonly hours: { readonly [group: string]: Hours };
  /** For groups that are not named. */
  readonly otherwise: Hours;
  /** Whose hours of the week count for arrivals. */
  readonly zone: string;
};

export const openedAt = ({ stays }: PastTicket): number => stays[0]?.from ?? Number.NaN;

/** What was known at an instant: nothing that came later, and what went on then without its end. */
export function knownAt(tickets: readonly PastTicket[], at: number): readonly PastTicket[] {
  return tickets.flatMap((ticket): PastTicket[] => {
    const stays = ticket.stays
      .filter(({ from }) => from < at)
      .map((stay) => ({
        ...stay,
        begun: stay.begun !== null && stay.begun < at ? stay.begun : null,
        to: stay.to !== null && stay.to <= at ? stay.to : null,
      }));
    const isOver = ticket.endedAt !== null && ticket.endedAt <= at;
    return stays.length === 0
      ? []
      : [{ ...ticket, stays, endedAt: isOver ? ticket.endedAt : null }];
  });
}
