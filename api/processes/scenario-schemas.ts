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

export const RunToTell = Input({
  runId: Id,
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
});

export const ToldRun = Type.Object({
  scenario: JsonObject,
  version: Type.Integer({ description: 'That of the run, which its trace was made with.' }),
  differs: Nullable(
    Type.Object(
      {
        place: Type.Integer({ description: 'From 0.' }),
        run: Nullable(Type.String({ description: 'Null: it went no further.' })),
        rehearsed: Nullable(Type.String({ description: 'Null: it goes no further.' })),
      },
      { description: 'The first element that run and rehearsal did not enter alike.' },
    ),
  ),
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
