/** The queues of a wallboard as one, and how old what it shows is. Pure. */
import type { WallQueue } from '#designer/client/wallboard.ts';

export type WallTotals = Pick<
  WallQueue,
  'open' | 'breached' | 'atRisk' | 'unassigned' | 'critical'
>;

export const totalsOf = (queues: readonly WallQueue[]): WallTotals => {
  const sum = (name: keyof WallTotals) => queues.reduce((all, queue) => all + queue[name], 0);
  return {
    open: sum('open'),
    breached: sum('breached'),
    atRisk: sum('atRisk'),
    unassigned: sum('unassigned'),
    critical: sum('critical'),
  };
};

/** Three answers that should have come have not. */
const OLD_MS = 35_000;

export const isOld = (readAt: number, now: number): boolean => now - readAt > OLD_MS;
