/** A process that asks a board. */
import type { Definition } from '#engine/definition.ts';

/** Puts its change before a board, and ends as the board decides. */
export const beforeBoard = (board: string): Definition => ({
  key: `before-${board}`,
  name: 'Before the board',
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    {
      id: 'review',
      type: 'cabReview',
      name: 'Ask the board',
      cab: { board, message: 'Please look at {{ticket.title}}' },
    },
    ...(['approved', 'rejected', 'deferred'] as const).map(
      (outcome) => ({ id: outcome, type: 'endEvent', outcome }) as const,
    ),
  ],
  flows: [
    { id: 'f0', from: 'start', to: 'review' },
    ...['approved', 'rejected', 'deferred'].map((port) => ({
      id: `f-${port}`,
      from: 'review',
      to: port,
      port,
    })),
  ],
});
