/**
 * A state as a small drawing: how far along by the slice, waiting by two bars, over by a tick or a cross. Shape tells the
 * states apart, colour only helps; the word always stands beside it or in the label.
 */
import type { TicketStatus } from '#designer/client/types/tickets.ts';

type Drawing = {
  tone: string;
  slice?: number;
  sign?: 'pause' | 'tick' | 'cross' | 'question';
  dashed?: boolean;
  filled?: boolean;
};

const DRAWINGS: Record<TicketStatus, Drawing> = {
  new: { tone: 'var(--p-text-3)', dashed: true },
  in_progress: { tone: 'var(--p-warn)', slice: 0.5 },
  on_hold: { tone: 'var(--p-text-3)', sign: 'pause' },
  pending_approval: { tone: 'var(--p-info)', sign: 'question' },
  known_error: { tone: 'var(--p-warn)', slice: 0.75 },
  assess: { tone: 'var(--p-info)', slice: 0.2 },
  authorize: { tone: 'var(--p-info)', slice: 0.4 },
  scheduled: { tone: 'var(--p-accent-text)', slice: 0.5 },
  implement: { tone: 'var(--p-warn)', slice: 0.7 },
  review: { tone: 'var(--p-good)', slice: 0.9 },
  resolved: { tone: 'var(--p-good)', sign: 'tick', filled: true },
  closed: { tone: 'var(--p-control)', sign: 'tick', filled: true },
  cancelled: { tone: 'var(--p-control)', sign: 'cross', filled: true },
};

const SIGNS = {
  pause: 'M5.4 4.8v4.4M8.6 4.8v4.4',
  tick: 'M4.4 7.2l1.8 1.8 3.4-3.8',
  cross: 'M5 5l4 4M9 5l-4 4',
  question: 'M5.6 5.6a1.45 1.45 0 1 1 1.9 1.4c-.4.15-.5.4-.5.8M7 9.7v.05',
} as const;

export function StatusIcon({ status, size = 14 }: { status: TicketStatus; size?: number }) {
  const { tone, slice, sign, dashed, filled } = DRAWINGS[status];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <circle
        cx="7"
        cy="7"
        r="6"
        stroke={tone}
        strokeWidth="1.5"
        strokeDasharray={dashed ? '2 1.77' : undefined}
        fill={filled ? tone : 'none'}
      />
      {slice !== undefined && (
        <circle
          cx="7"
          cy="7"
          r="2"
          stroke={tone}
          strokeWidth="4"
          strokeDasharray={`${slice * 12.566} 12.566`}
          transform="rotate(-90 7 7)"
        />
      )}
      {sign !== undefined && (
        <path
          d={SIGNS[sign]}
          stroke={filled ? 'var(--p-surface)' : tone}
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
