/**
 * The HTTP application: plugins first, then one line per feature. It listens to nothing by itself, so that tests build it
 * too. Order matters: the problem handler and the route watchers come before every route.
 */
import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { newId } from '#domain/ids.ts';
import { createPrincipals, type Principals } from '#domain/people/principals.ts';
import type { Store } from '#domain/work.ts';
import type { Config } from './config.ts';
import { answers } from './plugins/answers.ts';
import { jsonBody } from './plugins/json-body.ts';
import { principal } from './plugins/principal.ts';
import { problems } from './plugins/problems.ts';
import { unitOfWork } from './plugins/unit-of-work.ts';
import { validation } from './plugins/validation.ts';

export type AppDeps = {
  readonly store: Store;
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  /** Holds every answer against its declared schema; for tests. */
  readonly checkAnswers?: boolean;
};

export type App = FastifyInstance;

export async function buildApp(deps: AppDeps): Promise<App> {
  const { store, config } = deps;
  const app = Fastify({
    loggerInstance: deps.logger,
    disableRequestLogging: true,
    bodyLimit: config.BODY_LIMIT_BYTES,
    trustProxy: config.TRUST_PROXY ?? false,
    genReqId: newId,
    routerOptions: { maxParamLength: 300 },
  }).withTypeProvider<TypeBoxTypeProvider>();
  const principals: Principals = createPrincipals(store);

  await app.register(problems);
  await app.register(validation);
  await app.register(answers, { check: deps.checkAnswers ?? false });
  await app.register(jsonBody);
  await app.register(cookie);
  await app.register(principal, { principals });
  await app.register(unitOfWork, { store });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  await app.register(
    async (api) => {
      // One line per feature, in the order of the alphabet.
      void api;
    },
    { prefix: '/api/v1' },
  );
  return app;
}
