/** What a patch makes of the plan of a change, as facts, before it is written: for what begins with it, and for the rules. */
import { toInstant } from '#engine/instant.ts';
import type { PlanPatch } from './edit-plan.ts';

const instant = (at: string | null): string | null => (at === null ? null : toInstant(at));

/** Only what the patch says. Whether it can be so is said when it is planned. */
export const patchedFacts = ({ kind, plannedFrom, plannedTo, result, steps }: PlanPatch) => ({
  ...(kind === undefined ? {} : { kind }),
  ...(plannedFrom === undefined ? {} : { plannedFrom: instant(plannedFrom) }),
  ...(plannedTo === undefined ? {} : { plannedTo: instant(plannedTo) }),
  ...(result === undefined ? {} : { result }),
  ...(steps === undefined
    ? {}
    : {
        steps: steps.map(({ key = '', title, details = '', undo = '', minutes = null }) => ({
          ...{ key, title, details, undo, minutes },
        })),
      }),
});
