/** Kept scenarios, and how they fare. */
import { Type } from 'typebox';
import { SCENARIO_BYTES_MAX, SCENARIOS_MAX } from '#domain/scenarios/keep.ts';
import { EVENTS_MAX } from '#domain/scenarios/play.ts';
import {
  Choice,
  Id,
  Input,
  Instant,
  JsonObject,
  listOf,
  Nullable,
  PageQuery,
  Version,
} from '../schemas.ts';
import { PlayedVersion } from './schemas.ts';

const Author = Nullable(
  Type.Object(
    { id: Id, name: Type.String() },
    { description: 'Null: it was shipped with the process.' },
  ),
);

export const KeptScenario = Type.Object({
  id: Id,
  name: Type.String({ description: 'That of the scenario.' }),
  scenario: JsonObject,
  required: Type.Boolean({ description: 'Whether nothing is published that does not pass it.' }),
  createdBy: Author,
  updatedBy: Author,
  updatedAt: Instant,
  version: Version,
});
export const KeptScenarios = listOf(KeptScenario);

export const ScenarioParams = Type.Object({ key: Type.String({ maxLength: 64 }), id: Id });
export const ScenarioQuery = Input({ ...PageQuery });

/** What is in the scenario is held against its schema by the domain, which names the happening and the field. */
export const ScenarioInput = Input({
  scenario: Type.Record(Type.String(), Type.Unknown(), {
    description: `A scenario (/api/v1/schemas/scenario.json) of at most ${SCENARIO_BYTES_MAX} bytes; a process keeps ${SCENARIOS_MAX}.`,
  }),
  required: Type.Boolean({ description: 'Whether it gates publishing.' }),
});

const Counts = Type.Array(Type.Object({ id: Type.String(), count: Type.Integer() }));

export const PlayedScenarios = Type.Object({
  version: PlayedVersion,
  items: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      required: Type.Boolean(),
      result: Choice(['passed', 'differs', 'unplayable']),
      line: Type.Optional(
        Type.Integer({ description: 'The first line that is not as expected, from 0.' }),
      ),
      expected: Type.Optional(Nullable(Type.String({ description: 'Null: nothing more.' }))),
      got: Type.Optional(Nullable(Type.String({ description: 'Null: nothing came.' }))),
      happening: Type.Optional(Type.Integer({ description: 'Where it cannot go on, from 0.' })),
      problem: Type.Optional(Type.String({ description: 'Why it cannot be played.' })),
    }),
    {
      description: `By name. One that takes more than ${EVENTS_MAX} events, or whose turn does not come within a few seconds, is \`unplayable\`.`,
    },
  ),
  coverage: Type.Object(
    {
      elements: Counts,
      flows: Counts,
      uncoveredElements: Type.Array(Type.String()),
      uncoveredFlows: Type.Array(Type.String()),
    },
    {
      description:
        'How often those that could be played came by each element and flow, and which by none.',
    },
  ),
});
