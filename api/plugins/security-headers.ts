/** What browsers are told about every answer. Pages set their own content security policy; everything else runs nothing. */
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

const RUNS_NOTHING = "default-src 'none'; frame-ancestors 'none'";
const HSTS = 'max-age=31536000; includeSubDomains';

export const securityHeaders = fp(
  async (app: FastifyInstance) => {
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(ALWAYS);
      reply.header('x-request-id', request.id);
      if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
    });
    app.addHook('onSend', async (request, reply) => {
      if (!reply.hasHeader('content-security-policy'))
        reply.header('content-security-policy', RUNS_NOTHING);
      const { url = request.url } = request.routeOptions;
      if (!reply.hasHeader('cache-control') && url.startsWith('/api/'))
        reply.header('cache-control', 'no-store');
    });
  },
  { name: 'security-headers' },
);

/** For pages that are only read. */
export const READING_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** For our own pages. Style attributes are allowed because the diagram and the component kit position things by them. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
