/** What of its plan a standard change says, in the order in which it is read. */
import type { StandardPlan, StandardVersion } from '#designer/client/types/standard-changes.ts';
import type { StepToWrite } from '#designer/ui/change/step-draft.ts';

export const planTexts = [
  'impact',
  'implementation',
  'testPlan',
  'communication',
  'backOut',
] as const;

export const EMPTY_PLAN: StandardPlan = {
  impact: '',
  implementation: '',
  testPlan: '',
  communication: '',
  backOut: '',
  risk: null,
  steps: [],
};

/** The steps of a version, with who does them by name; what a step does not say is as usual. */
export const stepsOf = ({
  plan,
  stepPlaces,
}: Pick<StandardVersion, 'plan' | 'stepPlaces'>): readonly StepToWrite[] =>
  (plan.steps ?? []).map(({ key, title, details = '', undo = '', minutes = null }, at) => ({
    key: key ?? `${at + 1}`,
    title,
    details,
    undo,
    minutes,
    assignment: stepPlaces[at] ?? null,
  }));
