/** Figures in Prometheus' text format at /metrics. Routes are named by their pattern, never by an address with ids in it. */
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Type } from 'typebox';
import { outboxFigures } from '#domain/health.ts';
import type { Store } from '#domain/work.ts';

export const metrics = fp<{ store: Store; ofProcess: boolean }>(
  async (app: FastifyInstance, { store, ofProcess }) => {
    const register = new Registry();
    const registers = [register];
    if (ofProcess) collectDefaultMetrics({ register });
    const duration = new Histogram({
      name: 'perdura_http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    app.addHook('onResponse', async (request, reply) => {
      duration.observe(
        {
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
        },
        reply.elapsedTime / 1000,
      );
    });
    const pool = new Gauge({
      name: 'perdura_database_connections',
      help: 'Connections of this process’s pool, and requests waiting for one.',
      labelNames: ['state'] as const,
      registers,
    });
    const outbox = new Gauge({
      name: 'perdura_outbox_messages',
      help: 'Messages for the engine that are not delivered yet.',
      labelNames: ['state'] as const,
      registers,
    });
    const oldest = new Gauge({
      name: 'perdura_outbox_oldest_seconds',
      help: 'Age of the oldest message that waits to be delivered.',
      registers,
    });

    app.get(
      '/metrics',
      {
        config: { public: true },
        schema: {
          tags: ['health'],
          summary: 'Figures in Prometheus’ text format',
          response: {
            200: {
              description: 'Text format 0.0.4.',
              content: { 'text/plain': { schema: Type.String() } },
            },
          },
        },
      },
      async (_request, reply) => {
        const { totalCount, idleCount, waitingCount } = await store.orm.em
          .getConnection()
          .getNativeClient();
        pool.set({ state: 'busy' }, totalCount - idleCount);
        pool.set({ state: 'idle' }, idleCount);
        pool.set({ state: 'waiting' }, waitingCount);
        const figures = await outboxFigures(store).catch(() => null);
        if (figures) {
          outbox.set({ state: 'pending' }, figures.pending);
          outbox.set({ state: 'dead' }, figures.dead);
          oldest.set(figures.oldestSeconds);
        } else {
          // What is not known is not told as it was.
          outbox.reset();
          oldest.set(Number.NaN);
        }
        return reply
          .type(register.contentType)
          .serializer(String)
          .send(await register.metrics());
      },
    );
  },
  { name: 'metrics' },
);
