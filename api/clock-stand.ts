/** How a clock stands, as it goes out. */
import { Type } from 'typebox';
import type { TicketClock } from '#domain/tickets/record.ts';
import { toIso, toIsoOrNull } from './instants.ts';
import { Choice, Instant, Nullable } from './schemas.ts';

export const ClockState = Choice(['waiting', 'running', 'paused', 'met', 'breached', 'cancelled']);

export const ClockStand = Type.Object({
  state: ClockState,
  elapsedSeconds: Type.Integer(),
  targetSeconds: Type.Integer(),
  dueAt: Nullable(Instant),
  breachedAt: Nullable(Instant),
});

/** The nearest clock of a ticket, in lists: enough to count on with. */
export const ListClock = Type.Object({
  name: Type.String(),
  state: Choice(['running', 'paused', 'met', 'breached', 'none']),
  standing: Choice(['running', 'paused', 'stopped'], {
    description: 'What it does now; a breached one may still run.',
  }),
  dueAt: Nullable(Instant),
  remainingSeconds: Nullable(
    Type.Integer({ description: 'Business seconds, as of `asOf`; below zero when overdue.' }),
  ),
  asOf: Instant,
  hours: Nullable(
    Type.Object(
      { open: Type.Boolean(), closesAt: Nullable(Instant), opensAt: Nullable(Instant) },
      { description: 'When it counts, as of `asOf`; null where every second does.' },
    ),
  ),
});

export const presentListClock = ({ dueAt, asOf, hours, ...clock }: TicketClock) => ({
  ...clock,
  dueAt: toIsoOrNull(dueAt),
  asOf: toIso(asOf),
  hours: hours && { ...hours },
});
