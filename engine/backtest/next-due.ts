/** What comes by itself next. Of a time that was the same in the past it is known when it came, or that it did not. */
import type { Due, Rehearsal } from '../rehearsal/rehearsal.ts';
import { isBefore } from './instants.ts';
import { isTimedOut } from './next-answer.ts';
import type { Stays } from './stays.ts';

/** `came`: whether it did, where that is known; what called it off at the very instant goes first. */
type Known = Due & { readonly came: boolean };

export function nextDue({ dues }: Pick<Rehearsal, 'dues'>, stays: Stays): Due | null {
  let next: Known | null = null;
  for (const one of dues) {
    const due = timeOf(one, stays);
    const isFirst = !next || isBefore(due.due, next.due);
    if (isFirst || (next && !next.came && due.came && !isBefore(next.due, due.due))) next = due;
  }
  return next;
}

function timeOf({ token, due }: Due, stays: Stays): Known {
  const { stay } = stays.of(token.id) ?? {};
  const isKnown = stay?.leftAt && stays.hasSameTime(token.id, token.element);
  if (!stay?.leftAt || !isKnown || isBefore(stay.leftAt, due)) return { token, due, came: true };
  const came = token.wait.kind === 'timer' ? stay.outcome !== 'withdrawn' : isTimedOut(stay.answer);
  return { token, due: stay.leftAt, came };
}
