/** How a change is planned, as it comes in with the change and, where it is opened, with its ticket. */
import { Type } from 'typebox';
import { CHANGE_KINDS, RESULTS, RISKS } from '#engine/changes/plan.ts';
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
};

/** Of a standard change: what of a plan is the same for every change that follows it. */
const { kind, plannedFrom, plannedTo, result, ...fixed } = planFields;
export const templateFields = fixed;

/** Of a change that is being opened. */
export const NewPlan = Input(
  {
    ...planFields,
    standard: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'The standard change it follows, by key or id: its plan is taken from there.',
      }),
    ),
  },
  {
    description: 'How a change is planned; of a change only.',
  },
);
