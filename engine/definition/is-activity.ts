/**
 * Which elements are activities. Apart from the schemas: what interprets a process asks it, and a workflow loads all that it
 * imports each time one begins.
 */
import type { Element, ElementOf, ElementType } from '../definition.ts';

/** What can be repeated, mapped, undone, and have events on its border. */
export const ACTIVITY_TYPES = [
  'userTask',
  'approval',
  'cabReview',
  'serviceTask',
  'businessRuleTask',
  'subProcess',
  'callActivity',
] as const satisfies readonly ElementType[];
export type Activity = ElementOf<(typeof ACTIVITY_TYPES)[number]>;

const activityTypes: ReadonlySet<string> = new Set(ACTIVITY_TYPES);

export function isActivity(element: Element): element is Activity {
  return activityTypes.has(element.type);
}
