/** /schemas: what others need to write definitions of their own. Nothing in it is anybody's secret, so anybody may read it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ClockPolicy } from '#engine/clocks/policy.ts';
import { Definition } from '#engine/definition.ts';
import { Ladder } from '#engine/escalation/ladder.ts';
import { Scenario } from '#engine/rehearsal/index.ts';
import { Ruleset } from '#rules/ruleset.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const tags = ['schemas'];
const AnySchema = Type.Record(Type.String(), Type.Unknown());

export const schemaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/schemas/process-definition.json',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'JSON Schema of a process definition',
        response: { 200: AnySchema },
      },
    },
    async () => ({ $schema: DIALECT, title: 'Process definition', ...Definition }),
  );

  app.get(
    '/schemas/ruleset.json',
    {
      config: { public: true },
      schema: { tags, summary: 'JSON Schema of a ruleset', response: { 200: AnySchema } },
    },
    async () => ({ $schema: DIALECT, title: 'Ruleset', ...Ruleset }),
  );

  app.get(
    '/schemas/clock-policy.json',
    {
      config: { public: true },
      schema: { tags, summary: 'JSON Schema of a service target', response: { 200: AnySchema } },
    },
    async () => ({ $schema: DIALECT, title: 'Service target', ...ClockPolicy }),
  );

  app.get(
    '/schemas/escalation-ladder.json',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'JSON Schema of an escalation ladder',
        response: { 200: AnySchema },
      },
    },
    async () => ({ $schema: DIALECT, title: 'Escalation ladder', ...Ladder }),
  );

  app.get(
    '/schemas/scenario.json',
    {
      config: { public: true },
      schema: { tags, summary: 'JSON Schema of a scenario', response: { 200: AnySchema } },
    },
    async () => ({ $schema: DIALECT, title: 'Scenario', ...Scenario }),
  );
};
