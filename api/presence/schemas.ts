/** Who has a process open in the designer, and what they do there. */
import { Type } from 'typebox';
import { DOINGS } from '#domain/presence/presence.ts';
import { Choice, Id, Input, listOf, Nullable, PersonRef } from '../schemas.ts';

const doing = Choice(DOINGS, {
  description: 'Looking at it, editing their draft, or rehearsing it.',
});
const version = Nullable(
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Null: their own draft.' }),
);
const element = Nullable(
  Type.String({ minLength: 1, maxLength: 200, description: 'The one that is selected.' }),
);

export const Being = Input({ doing, version, element });

export const Others = listOf(
  Type.Object({
    person: PersonRef,
    doing,
    version,
    element,
    goneInSeconds: Type.Integer({ description: 'When they are gone, unless they are seen again.' }),
  }),
);

export const TabParams = Type.Object({ key: Type.String({ maxLength: 64 }), tab: Id });
