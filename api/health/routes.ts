/**
 * Liveness and readiness, outside the API's base. Ready means that work is accepted: the database answers. Without the
 * engine or the worker it is accepted all the same and waits, so that is `degraded`, not down.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type PartState, type WorkerParts, workerParts } from '#domain/health.ts';
import type { TemporalProbe } from '../plugins/temporal.ts';
import { Choice } from '../schemas.ts';

const CHECK_MS = 2_000;

const Part = Choice(['up', 'down']);
const Ready = Type.Object({
  status: Choice(['ok', 'degraded', 'down']),
  parts: Type.Object({ database: Part, temporal: Part, worker: Part, relay: Part }),
});

export const healthRoutes: FastifyPluginAsyncTypebox<{
  temporal: TemporalProbe | undefined;
  /** Told as the header `perdura-start`. */
  startId: string | undefined;
}> = async (app, { temporal, startId }) => {
  app.get(
    '/health/live',
    {
      config: { public: true },
      schema: {
        tags: ['health'],
        summary: 'Whether the process lives',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/health/ready',
    {
      config: { public: true },
      schema: {
        tags: ['health'],
        summary: 'Whether work is accepted, and which parts answer',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const [record, engine] = await Promise.all([
        within(workerParts(app.store)),
        within(temporal?.isUp() ?? Promise.resolve(false)),
      ]);
      const told: WorkerParts = record ?? { worker: 'down', relay: 'down' };
      const parts = {
        database: up(record !== null),
        temporal: up(engine === true),
        worker: told.worker,
        relay: told.relay,
      };
      const status =
        record === null
          ? 'down'
          : Object.values(parts).every((part) => part === 'up')
            ? 'ok'
            : 'degraded';
      reply.header('cache-control', 'no-store');
      if (startId !== undefined) reply.header('perdura-start', startId);
      return reply.code(record === null ? 503 : 200).send({ status, parts });
    },
  );
};

const up = (is: boolean): PartState => (is ? 'up' : 'down');

/** An answer that does not come in time is none. */
async function within<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), CHECK_MS);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
