/**
 * Which named ways out an element has. A flow's `port` is one of these; elements without ports leave by plain flows.
 */
import type { ApprovalRound, Element } from './definition.ts';

const DECIDED = ['approved', 'rejected'] as const;

/** What a board comes to: `deferred` sends the change back to whoever planned it. */
export const REVIEW_OUTCOMES = ['approved', 'rejected', 'deferred'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Whether it may end undecided: it has a due time, and nothing that it comes to by then. */
export const canTimeOut = ({ due, late }: ApprovalRound): boolean =>
  due !== undefined && (late?.outcome ?? 'timedOut') === 'timedOut';

/** The outcome of work that has no named one. */
export const DONE = 'done';

export function portsOf(element: Element): readonly string[] {
  switch (element.type) {
    case 'approval':
      return canTimeOut(element.approval) ? ['approved', 'rejected', 'timedOut'] : DECIDED;
    case 'cabReview':
      return REVIEW_OUTCOMES;
    case 'userTask':
      return (element.task.outcomes ?? []).map((outcome) => outcome.key);
    default:
      return [];
  }
}
