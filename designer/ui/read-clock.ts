/** How a ticket's promise stands at an instant: calm, soon due, over, paused, met. Pure. */
import type { TicketClock } from '#designer/client/types/tickets.ts';

const SOON_SECONDS = 3_600;

export type ClockTone = 'calm' | 'soon' | 'over' | 'paused' | 'met';

/** The due instant decides while the clock runs, because what the server counted grows old on the screen. */
export function readClock(
  clock: TicketClock,
  now: number,
): { tone: ClockTone; seconds: number | null } {
  const seconds =
    clock.dueAt === null
      ? clock.remainingSeconds
      : Math.round((Date.parse(clock.dueAt) - now) / 1000);
  if (clock.state === 'met') return { tone: 'met', seconds: null };
  if (clock.state === 'paused') return { tone: 'paused', seconds: null };
  if (clock.state === 'breached' || (seconds !== null && seconds <= 0))
    return { tone: 'over', seconds: seconds === null ? null : Math.abs(Math.min(seconds, 0)) };
  return { tone: seconds !== null && seconds < SOON_SECONDS ? 'soon' : 'calm', seconds };
}
