/**
 * Which named ways out an element has. A flow's `port` is one of these; elements without ports leave by plain flows.
 */
import type { ApprovalRound, Element } from './definition.ts';

const DECIDED = ['approved', 'rejected'] as const;

/** Whether it may end undecided: it has a due time, and nothing that it comes to by then. */
export const canTimeOut = ({ due, late }: ApprovalRound): boolean =>
  due !== undefined && (late?.outcome ?? 'timedOut') === 'timedOut';

/** The outcome of work that has no named one. */
export const DONE = 'done';

export function portsOf(element: Element): readonly string[] {
  switch (element.type) {
    case 'approval':
      return canTimeOut(element.approval) ? ['approved', 'rejected', 'timedOut'] : DECIDED;
    case 'userTask':
      return (element.task.outcomes ?? []).map((outcome) => outcome.key);
    default:
      return [];
  }
}
