/** The steps of a change's plan, as they come in with the plan and as they leave with the change. */
import { Type } from 'typebox';
import { MOST_STEPS, STEP_STATES } from '#engine/changes/steps.ts';
import { Choice, Id, Input, Instant, KeyRef, Nullable, PersonRef } from './schemas.ts';

const StepKey = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  description: 'Of this step for good; given by the server where it is missing.',
});
const Words = Type.String({ maxLength: 4_000 });
const Ref = Type.String({ minLength: 1, maxLength: 254, description: 'A key or an id.' });
const Minutes = Type.Integer({
  minimum: 1,
  maximum: 129_600,
  description: 'How long it is expected to take. Its task is due by then.',
});

export const Steps = Type.Array(
  Input({
    key: Type.Optional(StepKey),
    title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    details: Type.Optional(Words),
    undo: Type.Optional(
      Type.String({
        maxLength: 4_000,
        description: 'How it is taken back; without it there is nothing to take back.',
      }),
    ),
    assignment: Type.Optional(
      Nullable(
        Type.Union([
          Input({ user: Type.String({ minLength: 1, maxLength: 254 }) }),
          Input({ group: Ref }),
          Input({ queue: Ref }),
        ]),
      ),
    ),
    minutes: Type.Optional(Nullable(Minutes)),
  }),
  {
    maxItems: MOST_STEPS,
    description:
      'How it is carried out, in order, all steps at once. Those that have been begun stay as they are.',
  },
);

export const StepPlaceNow = Type.Object({
  user: Nullable(PersonRef),
  group: Nullable(KeyRef),
  queue: Nullable(KeyRef),
});

export const StepNow = Type.Object({
  key: Type.String(),
  title: Type.String(),
  details: Type.String(),
  undo: Type.String(),
  assignment: Nullable(StepPlaceNow),
  minutes: Nullable(Type.Integer()),
  state: Choice(STEP_STATES),
  by: Nullable(PersonRef),
  at: Nullable(
    Type.String({ format: 'date-time', description: 'Since when its state is what it is.' }),
  ),
  dueAt: Nullable(Instant),
  task: Nullable(Id),
});
