/**
 * Which named ways out an element has. A flow's `port` is one of these; elements without ports leave by plain flows.
 */
import type { Element } from './definition.ts';

/** The outcome of work that has no named one. */
export const DONE = 'done';

export function portsOf(element: Element): readonly string[] {
  switch (element.type) {
    case 'approval':
      return element.approval.due ? ['approved', 'rejected', 'timedOut'] : ['approved', 'rejected'];
    case 'userTask':
      return (element.task.outcomes ?? []).map((outcome) => outcome.key);
    default:
      return [];
  }
}
