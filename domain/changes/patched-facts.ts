/** What a patch makes of the plan of a change, as facts, before it is written: for what begins with it, and for the rules. */
import { PLAN_TEXTS, type PlanFacts } from '#engine/changes/plan.ts';
import { toInstant } from '#engine/instant.ts';
import type { PlanPatch } from './edit-plan.ts';

const instant = (at: string | null): string | null => (at === null ? null : toInstant(at));

/** Only what the patch says; `before`: what was written until now. Whether it can be so is said when it is planned. */
export const patchedFacts = (patch: PlanPatch, before: PlanFacts['texts'] = {}) => {
  const { kind, plannedFrom, plannedTo, result, steps } = patch;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(plannedFrom === undefined ? {} : { plannedFrom: instant(plannedFrom) }),
    ...(plannedTo === undefined ? {} : { plannedTo: instant(plannedTo) }),
    ...(result === undefined ? {} : { result }),
    ...(steps === undefined
      ? {}
      : {
          steps: steps.map(({ key = '', title, details = '', undo = '', minutes = null }) => ({
            key,
            title,
            details,
            undo,
            minutes,
          })),
        }),
    texts: textFacts({ ...before, ...patch }),
  };
};

/** Of which nothing is written is left out. */
const textFacts = (said: PlanFacts['texts']): PlanFacts['texts'] =>
  Object.fromEntries(
    PLAN_TEXTS.flatMap((field) => {
      const text = said[field];
      return text === undefined || text === '' ? [] : [[field, text]];
    }),
  );
