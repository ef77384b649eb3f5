/** What of its plan a standard change says, in the order in which it is read. */
import type { StandardPlan } from '#designer/client/types/standard-changes.ts';

export const planTexts = [
  'impact',
  'implementation',
  'testPlan',
  'communication',
  'backOut',
] as const;

export const EMPTY_PLAN: StandardPlan = {
  ...{ impact: '', implementation: '', testPlan: '', communication: '', backOut: '' },
  risk: null,
  steps: [],
};
