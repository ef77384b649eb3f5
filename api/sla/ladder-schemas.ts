/** Ladders as they go in and out; a ladder itself is as `/schemas/escalation-ladder.json` says. */
import { Type } from 'typebox';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  Key,
  listOf,
  Nullable,
  Version,
} from '../schemas.ts';

const AnyLadder = Type.Unsafe<object>({
  type: 'object',
  additionalProperties: true,
  description: 'As `/schemas/escalation-ladder.json` says.',
});
export const Ladder = Type.Object({
  id: Id,
  key: Key,
  name: Type.String(),
  ladder: AnyLadder,
  running: Type.Integer({ description: 'Escalations that climb it now.' }),
  version: Version,
  allowed: Allowed,
});
export const Ladders = listOf(Ladder);
export const LadderBody = Type.Unsafe<{ readonly [field: string]: unknown }>({ ...JsonObject });
export const LadderQuery = Input({
  running: Type.Optional(
    Type.Boolean({ description: 'Escalations that climb it go on by what it says now.' }),
  ),
});

export const LadderUse = Type.Object({
  policies: Type.Array(
    Type.Object({
      key: Key,
      name: Type.String(),
      thresholds: Type.Array(Type.String(), { description: 'Those that climb it.' }),
    }),
  ),
  running: Type.Integer(),
  versions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      savedAt: Instant,
      running: Type.Integer({ description: 'Escalations that climb this version.' }),
    }),
    { description: 'The latest first; at most fifty.' },
  ),
});
export const LadderVersionParams = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 64 }),
  number: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
});
export const LadderVersion = Type.Object({ number: Type.Integer(), ladder: AnyLadder });

export const LadderPreviewBody = Input({
  ladder: LadderBody,
  ticket: Type.Optional(
    Type.String({
      pattern: '^([0-9a-fA-F-]{36}|[A-Za-z]{3}-[0-9]{1,12})$',
      description: 'An id or a number, for those who stand on a ticket.',
    }),
  ),
});
const Told = Type.Object({ name: Type.String(), email: Type.String() });
export const LadderPreview = Type.Object({
  rungs: Type.Array(
    Type.Object({
      at: Instant,
      level: Type.Integer(),
      asked: Type.Integer({ description: 'How many times that level was asked then.' }),
      name: Type.String(),
      by: Type.Array(Choice(['inApp', 'mail'])),
      people: Type.Array(
        Type.Object({
          ...Told.properties,
          id: Id,
          via: Nullable(Type.String({ description: '`group:cab`, `rota:network` and so on.' })),
        }),
      ),
      vendors: Type.Array(Told),
      empty: Type.Array(Key, { description: 'Rotas with nobody on call then.' }),
      needsTicket: Type.Boolean({ description: 'Some of them stand on the ticket.' }),
    }),
  ),
  endsAt: Nullable(Instant),
});
