/** How a change is planned, as it comes in with the change and, where it is opened, with its ticket. */
import { Type } from 'typebox';
import { CHANGE_KINDS, RESULTS, RISKS } from '#engine/changes/plan.ts';
import { Steps } from './change-steps.ts';
import { Choice, Input, Instant, Nullable } from './schemas.ts';

export const Kind = Choice(CHANGE_KINDS, {
  description: 'An emergency waits for no maintenance window.',
});
export const Risk = Choice(RISKS);
export const Result = Choice(RESULTS, { description: 'How it went.' });
const Text = Type.String({ maxLength: 20_000 });

export const planFields = {
  kind: Type.Optional(Kind),
  plannedFrom: Type.Optional(Nullable(Instant)),
  plannedTo: Type.Optional(Nullable(Instant)),
  risk: Type.Optional(Nullable(Risk)),
  result: Type.Optional(Nullable(Result)),
  impact: Type.Optional(Text),
  implementation: Type.Optional(Text),
  testPlan: Type.Optional(Text),
  communication: Type.Optional(Text),
  backOut: Type.Optional(Text),
  steps: Type.Optional(Steps),
};

/** Of a change that is being opened. */
export const NewPlan = Input(planFields, {
  description: 'How a change is planned; of a change only.',
});
