/**
 * The OpenAPI 3.1 document, made from the routes' own schemas, so that it says what is served. Every route gets the
 * problems that the frame may answer in its place, and says which sign-in it takes and, as `x-permission`, which permissions
 * let one ask (any of them; how far they reach is decided per record).
 */
import swagger from '@fastify/swagger';
import type { FastifyInstance, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { PROBLEMS } from '../problems.ts';
import { Problem } from '../schemas.ts';
import { documentPage, STYLE } from './document-page.ts';
import { READING_POLICY } from './security-headers.ts';

export const openapi = fp(
  async (app: FastifyInstance) => {
    app.addHook('onRoute', declareProblems);
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Perdura',
          version: '1',
          description: 'IT service management around durable processes. Problems are RFC 9457.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        components: {
          securitySchemes: {
            token: {
              type: 'http',
              scheme: 'bearer',
              description: 'A personal access token, `perdura_pat_…`.',
            },
            session: {
              type: 'apiKey',
              in: 'cookie',
              name: 'perdura_session',
              description: 'With X-CSRF-Token on every write.',
            },
          },
        },
        security: [{ token: [] }, { session: [] }],
      },
    });

    app.get(
      '/api/openapi.json',
      { config: { public: true }, schema: { hide: true } },
      async (_request, reply) => {
        return reply.header('cache-control', 'no-cache').send(app.swagger());
      },
    );
    app.get(
      '/api/docs',
      { config: { public: true }, schema: { hide: true } },
      async (_request, reply) => {
        return reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', READING_POLICY)
          .serializer(String)
          .send(documentPage(app.swagger()));
      },
    );
    app.get(
      '/api/docs/style.css',
      { config: { public: true }, schema: { hide: true } },
      async (_request, reply) => {
        return reply.type('text/css; charset=utf-8').serializer(String).send(STYLE);
      },
    );
  },
  { name: 'openapi' },
);

function declareProblems(route: RouteOptions): void {
  if (route.schema?.hide) return;
  const { config } = route;
  route.schema ??= {};
  const { schema } = route;
  const response: Record<string, unknown> = {
    ...(schema.response as Record<string, unknown> | undefined),
  };
  const may = (status: number) => {
    response[status] ??= {
      description: [
        ...new Set(
          Object.values(PROBLEMS)
            .filter((kind) => kind.status === status)
            .map((kind) => kind.title),
        ),
      ].join('; '),
      content: { 'application/problem+json': { schema: Problem } },
    };
  };
  const writes = !['GET', 'HEAD'].includes([route.method].flat()[0] ?? '');
  if (!config?.public) {
    may(401);
    may(429);
    if (writes || config?.permission) may(403);
    if (config?.permission) Object.assign(schema, { 'x-permission': [config.permission].flat() });
    schema.security = [{ token: [] }, { session: [] }];
  } else {
    schema.security = [];
  }
  if (schema.params) may(404);
  if (schema.body || schema.querystring) may(400);
  if (schema.body) for (const status of [413, 415]) may(status);
  if (writes && !config?.public) for (const status of [409, 412, 422]) may(status);
  if (route.url.endsWith('/auth/login')) for (const status of [401, 403, 409, 429]) may(status);
  may(500);
  if (route.url.startsWith('/api/')) may(503);
  schema.response = response;
}
