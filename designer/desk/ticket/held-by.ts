/** Who had a ticket, added up by holder in the order in which they first had it. Pure. */
import type { TicketHolder } from '#designer/client/types/tickets.ts';

export type Held = Pick<TicketHolder, 'kind' | 'person' | 'group'> & {
  readonly key: string;
  readonly wallSeconds: number;
  readonly businessSeconds: number | null;
  /** Of the whole time. */
  readonly share: number;
};

export function heldBy(holders: readonly TicketHolder[]): Held[] {
  const whole = holders.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0) || 1;
  const held = new Map<string, Held>();
  for (const { kind, person, group, wallSeconds, businessSeconds } of holders) {
    // Waiting for the requester is the same in whichever queue it is done.
    const key = JSON.stringify(kind === 'requester' ? [kind] : [kind, person, group]);
    const before = held.get(key);
    const wall = (before?.wallSeconds ?? 0) + wallSeconds;
    const known = before === undefined || before.businessSeconds !== null;
    held.set(key, {
      key,
      kind,
      person,
      group: kind === 'requester' ? null : group,
      wallSeconds: wall,
      businessSeconds:
        businessSeconds === null || !known
          ? null
          : (before?.businessSeconds ?? 0) + businessSeconds,
      share: wall / whole,
    });
  }
  return [...held.values()];
}
