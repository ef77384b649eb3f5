/**
 * What a ruleset is: an ordered list of rules, each a condition over facts and the variables it sets. `first` takes the
 * first rule that holds; `collect` takes all that hold, later ones over earlier ones; `sum` takes all that hold too, and adds up
 * what is a number and puts together what is a list in all of them, as points and the reasons for them (the collect policy
 * with the aggregator SUM of DMN 1.5, 8.2.8). `otherwise` is what holds when none does.
 */
import { type Static, Type } from 'typebox';
import { Key, Text } from '#engine/action.ts';
import { conditionDefs, conditionRef } from '#engine/condition.ts';
import type { Frozen } from '#engine/json.ts';

const RuleId = Type.String({ pattern: '^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$' });

const Variables = Type.Record(
  Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,63}$' }),
  Type.Unknown(),
  {
    additionalProperties: false,
    description: 'Variable → JSON value; texts may hold `{{ticket.category}}` placeholders.',
  },
);

export const Rule = Type.Object(
  {
    id: RuleId,
    name: Type.Optional(Type.String({ maxLength: 200 })),
    conditions: conditionRef,
    set: Variables,
  },
  { additionalProperties: false },
);

export const HIT_POLICIES = ['first', 'collect', 'sum'] as const;

export const Ruleset = Type.Object(
  {
    key: Key,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    description: Type.Optional(Text),
    hitPolicy: Type.Enum(HIT_POLICIES),
    rules: Type.Array(Rule, { maxItems: 1_000 }),
    otherwise: Type.Optional(Variables),
  },
  { additionalProperties: false, $id: 'ruleset', $defs: conditionDefs },
);

export type Rule = Frozen<Static<typeof Rule>>;
export type Ruleset = Frozen<Static<typeof Ruleset>>;
