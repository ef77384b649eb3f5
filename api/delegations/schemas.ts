/** Delegations: who decides for whom, from when until when. */
import { Type } from 'typebox';
import {
  Allowed,
  Choice,
  Id,
  Input,
  Instant,
  Key,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';

export const DELEGATION_STATES = ['now', 'coming', 'over'] as const;
const Named = Type.Object({ email: Type.String(), name: Type.String() });

export const Delegation = Type.Object({
  id: Id,
  person: Named,
  delegates: Type.Array(Named),
  from: Instant,
  until: Nullable(Instant),
  processes: Nullable(Type.Array(Key, { description: 'Only at these; at all of them when null.' })),
  away: Type.Boolean({ description: 'Whoever is away is not written to meanwhile.' }),
  reason: Type.String(),
  state: Choice(DELEGATION_STATES),
  madeBy: Nullable(Named),
  endedAt: Nullable(Instant),
  version: Version,
  allowed: Allowed,
});
export const Delegations = listOf(Delegation);

const fields = {
  delegates: Type.Array(Type.String({ maxLength: 320 }), {
    minItems: 1,
    maxItems: 10,
    description: 'Addresses. Each of them may decide.',
  }),
  from: Type.Optional(Instant),
  until: Type.Optional(Nullable(Instant)),
  processes: Type.Optional(Nullable(Type.Array(Key, { maxItems: 100 }))),
  away: Type.Optional(Type.Boolean()),
  reason: Type.Optional(Type.String({ maxLength: 1_000 })),
};

export const NewDelegation = Input({
  ...fields,
  person: Type.Optional(
    Type.String({ maxLength: 320, description: 'Who is stood in for; the caller unless said.' }),
  ),
});

export const DelegationPatch = Input({ ...fields, delegates: Type.Optional(fields.delegates) });

export const DelegationQuery = Input({
  ...PageQuery,
  person: Type.Optional(Type.String({ maxLength: 320, description: '`me`, or an address.' })),
  of: Type.Optional(
    Choice(['mine', 'forMe'], {
      description: 'Who decides for that person, or for whom they decide; both when left out.',
    }),
  ),
  state: Type.Optional(Choice(DELEGATION_STATES)),
});
