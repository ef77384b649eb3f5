/** What makes a clock do something: whatever the work at hand is for. */
import type { Work } from '../work.ts';
import type { ClockCause } from './clock.ts';

export function causeOf(work: Work): ClockCause {
  const { kind, id, label } = work.cause;
  return { kind, id, label, actor: work.actor.id };
}
