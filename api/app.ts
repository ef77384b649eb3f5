/**
 * The HTTP application: plugins first, then one line per feature. It listens to nothing by itself, so that tests build it
 * too. Order matters: the problem handler and the route watchers come before every route.
 */
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RouteOptions,
} from 'fastify';
import { newId } from '#domain/ids.ts';
import type { Notifier } from '#domain/wake.ts';
import type { Store } from '#domain/work.ts';
import { approvalRoutes } from './approvals/routes.ts';
import { authRoutes } from './auth/routes.ts';
import { backtestRoutes } from './backtests/routes.ts';
import { cabRoutes } from './cab/routes.ts';
import { calendarRoutes } from './calendars/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import { changeRoutes } from './changes/routes.ts';
import { commentRoutes } from './comments/routes.ts';
import type { Config } from './config.ts';
import { configItemRoutes } from './config-items/routes.ts';
import { delegationRoutes } from './delegations/routes.ts';
import { eventRoutes } from './events/routes.ts';
import { forecastRoutes } from './forecasts/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { majorRoutes } from './major/routes.ts';
import { notificationRoutes } from './me/notifications.ts';
import { meRoutes } from './me/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { moveRoutes } from './moves/routes.ts';
import { operationsRoutes } from './operations/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { access } from './plugins/access.ts';
import { answers } from './plugins/answers.ts';
import { jsonBody } from './plugins/json-body.ts';
import { metrics } from './plugins/metrics.ts';
import { notices } from './plugins/notices.ts';
import { openapi } from './plugins/openapi.ts';
import { principal } from './plugins/principal.ts';
import { problemPages } from './plugins/problem-pages.ts';
import { answerBrokenRequest, answerFrameworkError, problems } from './plugins/problems.ts';
import { addressLimit, callerLimit } from './plugins/rate-limits.ts';
import { requestLog } from './plugins/request-log.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import type { TemporalProbe } from './plugins/temporal.ts';
import { unitOfWork } from './plugins/unit-of-work.ts';
import { validation } from './plugins/validation.ts';
import { webApp } from './plugins/web-app.ts';
import { presenceRoutes } from './presence/routes.ts';
import { processRoutes } from './processes/routes.ts';
import { queueRoutes } from './queues/routes.ts';
import { rotaRoutes } from './rotas/routes.ts';
import { rulesetRoutes } from './rulesets/routes.ts';
import { runRoutes } from './runs/routes.ts';
import { schemaRoutes } from './schemas/routes.ts';
import { secretRoutes } from './secrets/routes.ts';
import { serviceLevelRoutes } from './service-levels/routes.ts';
import { slaRoutes } from './sla/routes.ts';
import { standardChangeRoutes } from './standard-changes/routes.ts';
import { taskRoutes } from './tasks/routes.ts';
import { presentTicket } from './tickets/present.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { Ticket } from './tickets/schemas.ts';

export type AppDeps = {
  readonly store: Store;
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly notifier: Notifier;
  /** Left out, the engine counts as down; nothing else changes. */
  readonly temporal?: TemporalProbe;
  /** Holds every answer against its declared schema; for tests. */
  readonly checkAnswers?: boolean;
  /** Sees every route as it is added; for tests. */
  readonly onRoute?: (route: RouteOptions) => void;
};

export type App = FastifyInstance;

/** A request must have arrived whole by then. */
const REQUEST_TIMEOUT_MS = 60_000;
const WEB_ROOT = fileURLToPath(new URL('../designer/dist', import.meta.url));

export async function buildApp(deps: AppDeps): Promise<App> {
  const { store, config } = deps;
  const app = Fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.BODY_LIMIT_BYTES,
    trustProxy: config.TRUST_PROXY ?? false,
    genReqId: newId,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Whoever holds an open connection gets a real answer until it is closed.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerBrokenRequest,
  }).withTypeProvider<TypeBoxTypeProvider>();

  const rateLimits = {
    perCaller: config.RATE_LIMIT_PER_CALLER,
    perAddress: config.RATE_LIMIT_PER_ADDRESS,
  };
  if (deps.onRoute) app.addHook('onRoute', deps.onRoute);
  await app.register(securityHeaders);
  await app.register(problems);
  await app.register(requestLog);
  await app.register(validation);
  await app.register(answers, { check: deps.checkAnswers ?? false });
  await app.register(jsonBody);
  await app.register(cookie);
  await app.register(notices, { directUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL });
  await app.register(access, { store, notifier: deps.notifier });
  await app.register(addressLimit, rateLimits);
  await app.register(principal);
  await app.register(callerLimit, rateLimits);
  await app.register(unitOfWork, { store });
  await app.register(metrics, { store, ofProcess: !deps.checkAnswers });
  await app.register(openapi);
  await app.register(problemPages);
  await app.register(healthRoutes, { temporal: deps.temporal, startId: deps.config.START_ID });

  await app.register(
    async (api) => {
      // One line per feature, in the order of the alphabet.
      await api.register(approvalRoutes);
      await api.register(delegationRoutes);
      await api.register(authRoutes);
      await api.register(cabRoutes);
      await api.register(catalogRoutes({ ticket: { schema: Ticket, present: presentTicket } }));
      await api.register(changeRoutes);
      await api.register(commentRoutes);
      await api.register(configItemRoutes);
      await api.register(eventRoutes);
      await api.register(calendarRoutes);
      await api.register(majorRoutes);
      await api.register(forecastRoutes);
      await api.register(meRoutes);
      await api.register(notificationRoutes);
      await api.register(messageRoutes);
      await api.register(moveRoutes);
      await api.register(backtestRoutes);
      await api.register(operationsRoutes);
      await api.register(peopleRoutes);
      await api.register(presenceRoutes, { notifier: deps.notifier });
      await api.register(processRoutes);
      await api.register(queueRoutes);
      await api.register(rotaRoutes);
      await api.register(rulesetRoutes);
      await api.register(runRoutes);
      await api.register(schemaRoutes);
      await api.register(secretRoutes);
      await api.register(serviceLevelRoutes);
      await api.register(slaRoutes);
      await api.register(standardChangeRoutes);
      await api.register(taskRoutes);
      await api.register(ticketRoutes);
    },
    { prefix: '/api/v1' },
  );
  await app.register(webApp, { root: config.WEB_ROOT ?? WEB_ROOT });
  return app;
}
