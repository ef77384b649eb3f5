/** A timer that waits for nothing, or a length of time that is zero. */
import type { Duration, Element, Timer } from '../definition.ts';
import { isDue, toInstant } from '../instant.ts';
import { nameOf, type Report, type Rule } from './finding.ts';

export const timer: Rule = {
  name: 'timer',
  says: 'A timer’s instant is no instant or lies in the past, or a length of time is zero.',
  *find({ definition, context }): Iterable<Report> {
    for (const element of definition.elements) {
      const name = nameOf(element);
      for (const duration of durationsOf(element)) {
        if (!isZero(duration)) continue;
        const message = `A length of time at “${name}” is zero.`;
        yield {
          level: 'warning',
          element: element.id,
          message,
          values: { element: name, problem: 'zero' },
        };
      }
      const timer = timerOf(element);
      if (!timer || !('at' in timer)) continue;
      const at = toInstant(timer.at);
      if (at === null) {
        const message = `“${timer.at}” at “${name}” is no instant. Write it like 2026-03-01T09:00:00Z.`;
        yield {
          level: 'error',
          element: element.id,
          message,
          values: { element: name, problem: 'no-instant' },
        };
      } else if (context.now !== undefined && isDue(at, context.now)) {
        const message = `“${name}” waits for an instant that has passed.`;
        yield {
          level: 'warning',
          element: element.id,
          message,
          values: { element: name, problem: 'past' },
        };
      }
    }
  },
};

function isZero(duration: Duration): boolean {
  return !Object.values(duration).some((amount) => typeof amount === 'number' && amount > 0);
}

function lengthOf(timer: Timer | undefined): Duration | undefined {
  if (!timer || 'at' in timer) return undefined;
  return 'after' in timer ? timer.after : timer.before;
}

/** The timer that an element waits for, wherever it stands. */
export function timerOf(element: Element): Timer | undefined {
  if (element.type === 'intermediateCatchEvent' || element.type === 'boundaryEvent')
    return element.timer;
  return element.type === 'startEvent' && element.trigger.type === 'event'
    ? element.trigger.timer
    : undefined;
}

/** Every length of time an element names. */
export function durationsOf(element: Element): readonly Duration[] {
  const found: readonly (Duration | undefined)[] =
    element.type === 'userTask'
      ? [element.task.due]
      : element.type === 'approval'
        ? [element.approval.due, element.approval.late?.after, element.approval.remindAfter]
        : [lengthOf(timerOf(element))];
  return found.filter((duration) => duration !== undefined);
}
