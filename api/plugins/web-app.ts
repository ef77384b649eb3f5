/**
 * Serves the web app: its files as they are, and for every other address that a browser opens its one page, with a fresh
 * nonce in page and policy, so that nothing that was not built can run.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { HttpProblem } from '../problems.ts';
import { pagePolicy } from './security-headers.ts';
import { type Encoding, openWebFiles, type WebFile } from './web-files.ts';

const NONCE_PLACEHOLDER = /__CSP_NONCE__/g;
const FOREVER = 'public, max-age=31536000, immutable';

export const webApp = fp<{ root: string }>(
  async (app: FastifyInstance, { root }) => {
    const files = openWebFiles(root);
    app.get('/*', { config: { public: true }, schema: { hide: true } }, async (request, reply) => {
      const urlPath = request.url.split('?', 1)[0] ?? '/';
      const file = await files.find(urlPath);
      if (file) return sendFile(request, reply, file);
      if (
        urlPath.startsWith('/api/') ||
        urlPath.startsWith('/assets/') ||
        !(urlPath === '/' || wantsPage(request))
      ) {
        return reply.callNotFound();
      }
      const index = await files.index();
      if (index === null) {
        throw new HttpProblem(
          'route_not_found',
          'The web app has not been built yet; `npm start` builds it.',
        );
      }
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', pagePolicy(nonce))
        .header('cache-control', 'no-store')
        .serializer(String)
        .send(index.replace(NONCE_PLACEHOLDER, nonce));
    });
  },
  { name: 'web-app' },
);

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile) {
  reply.header('etag', file.etag);
  reply.header('cache-control', file.isImmutable ? FOREVER : 'public, max-age=300');
  reply.header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const encoding = chooseEncoding(request, file.encodings);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.type).send(await file.body(encoding));
}

function chooseEncoding(request: FastifyRequest, offered: readonly Encoding[]): Encoding {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0]);
  return offered.find((encoding) => accepted.includes(encoding)) ?? 'identity';
}

/** A browser that opens an address asks for HTML by name; programs do not. */
const wantsPage = (request: FastifyRequest): boolean =>
  String(request.headers.accept ?? '').includes('text/html');
