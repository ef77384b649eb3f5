/** One line per answer. Addresses are logged without their query, which may hold what people searched for. */
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

export const requestLog = fp(
  async (app: FastifyInstance) => {
    app.addHook('onResponse', async (request, reply) => {
      const level = reply.statusCode >= 500 ? 'warn' : 'debug';
      request.log[level](
        {
          method: request.method,
          path: request.url.split('?', 1)[0],
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'answered',
      );
    });
  },
  { name: 'request-log' },
);
