/** On what a board has approved a change, as it leaves with the meeting and with the change. */
import { Type } from 'typebox';
import { CONDITION_DUE } from '#domain/cab/conditions.ts';
import { Choice, Instant, Nullable, PersonRef } from './schemas.ts';

export const boardCondition = {
  text: Type.String(),
  before: Choice(CONDITION_DUE, {
    description: 'Which step of the change it holds up until it is met.',
  }),
  person: Nullable(PersonRef),
  met: Nullable(Type.Object({ at: Instant, by: PersonRef })),
};
