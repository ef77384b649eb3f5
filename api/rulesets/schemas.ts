/** Rulesets and what they say. */
import { Type } from 'typebox';
import { Ruleset as RulesetSchema } from '#rules/ruleset.ts';
import {
  Allowed,
  Choice,
  Input,
  Instant,
  JsonObject,
  Key,
  listOf,
  Nullable,
  PageQuery,
  PersonRef,
  Version,
} from '../schemas.ts';

export const Ruleset = Type.Object({
  key: Key,
  name: Type.String(),
  version: Version,
  savedAt: Instant,
  savedBy: Nullable(PersonRef),
  ruleset: JsonObject,
  allowed: Allowed,
});
export const Rulesets = listOf(Ruleset);
export const CheckedRuleset = Type.Object({
  ...Ruleset.properties,
  findings: Type.Array(
    Type.Object({
      rule: Type.String(),
      level: Choice(['error', 'warning', 'hint']),
      of: Type.Optional(Type.String({ description: 'The id of the rule that is meant.' })),
      pointer: Type.String(),
      message: Type.String(),
      values: JsonObject,
      example: Type.Optional(
        Type.Object({}, { additionalProperties: true, description: 'Facts for which it is so.' }),
      ),
    }),
    {
      description: 'Gaps, overlaps, rules that are never reached, and whatever else wants a look.',
    },
  ),
});
export const RulesetVersions = listOf(
  Type.Object({
    version: Type.Integer(),
    name: Type.String(),
    sha256: Type.String(),
    savedAt: Instant,
    savedBy: Nullable(PersonRef),
  }),
);
export const RulesetVersionParams = Type.Object({
  key: Type.String({ maxLength: 64 }),
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

export const RulesetQuery = Input({ ...PageQuery });

/** Taken as it comes and held against its schema by the domain, which names each mistake. */
export const RulesetBody = Type.Unknown({
  description: `A ruleset: ${Object.keys(RulesetSchema.properties).join(', ')}.`,
});

export const Question = Input({
  facts: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'The snapshot: `ticket`, `requester`, `variables`, `steps`.',
    }),
  ),
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: 'An older version; the present one when left out.' }),
  ),
});

export const Answer = Type.Object({
  version: Type.Integer(),
  variables: JsonObject,
  matched: Type.Array(Type.String()),
  trace: Type.Array(
    Type.Object({ rule: Type.String(), result: Type.Boolean(), trace: JsonObject }),
  ),
});
