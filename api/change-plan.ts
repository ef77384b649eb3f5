/** How a change is planned, as it comes in with the change and, where it is opened, with its ticket. */
import { Type } from 'typebox';
import { CHANGE_KINDS, RESULTS, RISK_WORDS, RISKS } from '#engine/changes/plan.ts';
import { MOST_QUESTIONS } from '#engine/changes/questions.ts';
import { Steps } from './change-steps.ts';
import { Choice, Input, Instant, Key, Nullable } from './schemas.ts';

export const Kind = Choice(CHANGE_KINDS, {
  description: 'An emergency waits for no maintenance window.',
});
export const Risk = Choice(RISKS);
export const RiskBy = Choice(RISK_WORDS, { description: 'Whose word the risk is.' });
export const Result = Choice(RESULTS, { description: 'How it went.' });
const Text = Type.String({ maxLength: 20_000 });
const Answers = Type.Record(Key, Nullable(Key), {
  additionalProperties: false,
  maxProperties: 2 * MOST_QUESTIONS,
  description:
    'Question → option, by their keys; null takes an answer back, and what is not named stays.',
});

export const planFields = {
  kind: Type.Optional(Kind),
  plannedFrom: Type.Optional(Nullable(Instant)),
  plannedTo: Type.Optional(Nullable(Instant)),
  risk: Type.Optional(Nullable(Risk)),
  riskReason: Type.Optional(
    Type.String({
      maxLength: 2_000,
      description: 'Why it is another than the rules say; empty leaves it to them.',
    }),
  ),
  answers: Type.Optional(Answers),
  result: Type.Optional(Nullable(Result)),
  impact: Type.Optional(Text),
  implementation: Type.Optional(Text),
  testPlan: Type.Optional(Text),
  communication: Type.Optional(Text),
  backOut: Type.Optional(Text),
  steps: Type.Optional(Steps),
};

/** Of a standard change: what of a plan is the same for every change that follows it. */
const { kind, plannedFrom, plannedTo, result, riskReason, answers, ...fixed } = planFields;
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
