/** GET /events/stream: what the caller may see, as it happens. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ACCESS_CHANNEL, PRESENCE_CHANNEL, WAKE_CHANNEL } from '#domain/wake.ts';
import type { Work } from '#domain/work.ts';
import { principalOf } from '../plugins/principal.ts';
import { HttpProblem } from '../problems.ts';
import { Input } from '../schemas.ts';
import { createHub } from './hub.ts';
import { openStream, type Stream } from './stream.ts';

const BEAT_MS = 15_000;
const STREAMS_PER_PERSON = 30;

const StreamQuery = Input({
  lastEventId: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'For clients that cannot send the Last-Event-ID header.',
    }),
  ),
});

export const eventRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const fork = () => app.store.orm.em.fork() as Work['em'];
  const hub = createHub(fork, (error) =>
    app.log.warn({ err: error }, 'The event reader will look again.'),
  );
  const streams = new Map<Stream, string>();
  app.notices.on(WAKE_CHANNEL, () => hub.wake());
  app.notices.on(ACCESS_CHANNEL, (tenantId) => {
    for (const stream of streams.keys()) {
      if (tenantId === '' || stream.tenantId === tenantId) recheck(stream);
    }
  });
  app.notices.on(PRESENCE_CHANNEL, (notice) => {
    const [tenantId, process] = notice.split(' ');
    if (!process) return;
    for (const stream of streams.keys()) {
      if (stream.tenantId === tenantId) stream.tellPresence(process);
    }
  });
  const recheck = (stream: Stream) => {
    stream
      .recheck()
      .catch((error) => app.log.warn({ err: error }, 'A stream’s caller could not be asked for.'));
  };
  const beats = setInterval(() => {
    for (const stream of streams.keys()) {
      stream.beat();
      recheck(stream);
    }
  }, BEAT_MS).unref();
  app.addHook('preClose', async () => {
    clearInterval(beats);
    for (const stream of [...streams.keys()]) stream.end();
    await hub.close();
  });

  app.get(
    '/events/stream',
    {
      schema: {
        tags: ['events'],
        summary: 'Server-sent events of what the caller may see; resumes by Last-Event-ID',
        querystring: StreamQuery,
        response: {
          200: {
            description:
              'Events `change` ({ type, subject, ticketId?, at, actor }), `ready` (all that was missed has been sent), `reset` (too much was missed: fetch anew), `presence` ({ process }: who has it open in the designer has changed).',
            content: { 'text/event-stream': { schema: Type.String() } },
          },
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const mine = [...streams.values()].filter(
        (personId) => personId === principal.personId,
      ).length;
      if (mine >= STREAMS_PER_PERSON) {
        throw new HttpProblem(
          'rate_limited',
          `Nobody needs more than ${STREAMS_PER_PERSON} streams at once.`,
          {
            headers: { 'retry-after': '15' },
          },
        );
      }
      reply.hijack();
      const out = reply.raw;
      out.writeHead(200, {
        ...Object.fromEntries(
          Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]),
        ),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-request-id': request.id,
      });
      out.flushHeaders();
      let stream: Stream | undefined;
      try {
        stream = await openStream({
          hub,
          fork,
          out,
          principal,
          lastEventId: lastEventIdOf(request) ?? request.query.lastEventId,
          findPrincipal: () => app.peekPrincipal(request),
          onEnd: () => {
            if (stream) streams.delete(stream);
          },
        });
        if (!out.writableEnded) streams.set(stream, principal.personId);
      } catch (error) {
        // The answer has begun, so it can only be cut off; the browser comes again.
        request.log.warn({ err: error }, 'A stream could not be opened.');
        out.destroy();
      }
    },
  );
};

function lastEventIdOf(request: FastifyRequest): string | undefined {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}
