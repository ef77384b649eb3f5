/** /processes/:key/draft/simulate: a scenario played on the caller’s draft, or on what is published, without any effect. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { draftOrPresent } from '#domain/processes/drafts.ts';
import { simulate } from '#domain/processes/simulate.ts';
import { PLAYING_MS, within } from '../patience.ts';
import { inWork } from '../plugins/unit-of-work.ts';
import { Instant, JsonObject, KeyParams, Nullable } from '../schemas.ts';
import { PlayedVersion } from './schemas.ts';

/** Taken as it comes and held against its schema by the domain, which names the happening and the field. */
const ScenarioBody = Type.Unknown({
  description:
    'A scenario (/api/v1/schemas/scenario.json): `name`, what is `given`, the `happenings`, and the `trace` expected of them.',
});

const Simulated = Type.Object({
  version: PlayedVersion,
  trace: Type.Array(Type.String()),
  differs: Nullable(
    Type.Integer({ description: 'The first line that is not as expected, from 0; null: all are.' }),
  ),
  status: Type.String(),
  outcome: Nullable(Type.String()),
  at: Instant,
  variables: JsonObject,
  ticket: JsonObject,
  waiting: Type.Array(Type.Object({ element: Type.String(), for: Type.String() })),
});

export const simulateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/processes/:key/draft/simulate',
    {
      config: { permission: 'process.author' },
      schema: {
        tags: ['processes'],
        summary:
          'Play a scenario on the caller’s draft, else on the version that new runs take, else on the latest; nothing is written or sent',
        params: KeyParams,
        body: ScenarioBody,
        response: { 200: Simulated },
      },
    },
    async (request) =>
      inWork(request, async (work, principal) => {
        const { definition, version } = await draftOrPresent(work, principal, request.params.key);
        const { trace, waiting, variables, ticket, ...rest } = await simulate(
          work,
          definition,
          request.body,
          within(PLAYING_MS),
        );
        return {
          version,
          ...rest,
          trace: [...trace],
          waiting: [...waiting],
          variables: { ...variables },
          ticket: { ...ticket },
        };
      }),
  );
};
