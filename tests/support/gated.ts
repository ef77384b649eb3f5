/** Searches the orders in which the statements of several transactions can reach the database. */
import type fc from 'fast-check';
import type { Work } from '#domain/work.ts';

/** The same work, each statement of which waits for the scheduler before it begins. */
export function gated(work: Work, scheduler: fc.Scheduler, who: string): Work {
  const em = new Proxy(work.em, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'execute') return value.bind(target);
      return async (...given: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), who);
        return value.apply(target, given);
      };
    },
  });
  return { ...work, em };
}
