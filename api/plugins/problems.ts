/**
 * Everything that goes wrong leaves as application/problem+json, also what the framework itself refuses. What nobody
 * expected is logged whole and leaves as a bare 500: no message, no stack.
 */
import type { Socket } from 'node:net';
import type {
  ConnectionError,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import fp from 'fastify-plugin';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/ids.ts';
import { HttpProblem, PROBLEMS, type ProblemCode, problemBody } from '../problems.ts';
import { databaseProblem } from './database-problems.ts';

const MEDIA_TYPE = 'application/problem+json; charset=utf-8';
const RETRY_AFTER_SECONDS = 2;

/** What Fastify refuses by itself, in our words. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad_request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_BAD_URL: 'bad_request',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_ERR_NOT_FOUND: 'route_not_found',
};

export const problems = fp(
  async (app: FastifyInstance) => {
    const patterns = watchRoutes(app);
    app.setErrorHandler<FastifyError>(answerProblem);
    app.setNotFoundHandler((request, reply) => {
      const methods = patterns.methodsAt(pathOf(request.url));
      if (methods.includes(request.method)) {
        // The router took the address for none of its own because a name in it is far too long to be one.
        sendProblem(request, reply, 'not_found', { detail: OWN_WORDS.not_found });
      } else if (methods.length > 0) {
        reply.header('allow', methods.join(', '));
        sendProblem(request, reply, 'method_not_allowed', {
          detail: `${request.method} is not known here; ${methods.join(', ')} are.`,
        });
      } else {
        sendProblem(request, reply, 'route_not_found', {
          detail: `There is nothing at ${pathOf(request.url)}.`,
        });
      }
    });
  },
  { name: 'problems' },
);

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  more: Parameters<typeof problemBody>[2] = {},
): void {
  reply
    .code(PROBLEMS[code].status)
    .type(MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send(problemBody(code, request.id, more));
}

function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof DomainError) {
    const kind = PROBLEMS[error.code];
    if (kind.status >= 500) request.log.error({ err: error }, error.message);
    const wait = error.values.retryAfterSeconds;
    if (typeof wait === 'number') reply.header('retry-after', String(wait));
    else if (kind.status === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    sendProblem(request, reply, error.code, {
      ...(kind.status === 500 ? {} : { detail: error.message, values: error.values }),
      errors: error.errors,
    });
    return;
  }
  if (error instanceof HttpProblem) {
    reply.headers(error.headers);
    sendProblem(request, reply, error.code, { detail: error.message, errors: error.errors });
    return;
  }
  const known = FRAMEWORK_CODES[error.code] ?? databaseProblem(error);
  if (known === 'database_unavailable') {
    request.log.warn({ err: error }, 'The database does not answer.');
    reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    sendProblem(request, reply, known);
  } else if (known) {
    sendProblem(request, reply, known, { detail: detailOf(known, error) });
  } else if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    sendProblem(request, reply, 'bad_request', { detail: error.message });
  } else {
    request.log.error({ err: error }, 'Unexpected failure.');
    sendProblem(request, reply, 'internal_error');
  }
}

/** What the router refuses before any hook has run. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.header('x-request-id', request.id);
  const code = FRAMEWORK_CODES[error.code] ?? 'bad_request';
  sendProblem(request, reply, code, { detail: detailOf(code, error) });
}

/** What Node's parser refuses: there is no request yet, only a socket. */
export function answerBrokenRequest(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = BROKEN_CODES[error.code] ?? 'bad_request';
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify(problemBody(code, newId()));
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const BROKEN_CODES: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
};

/** The database's own words stay inside; the framework's may leave. */
const OWN_WORDS: Partial<Record<ProblemCode, string>> = {
  invalid_input: 'A value cannot be stored as it is.',
  already_exists: 'There is one with this name already.',
  in_use: 'Something else still refers to it.',
  stale_version: 'Somebody has changed it meanwhile. Read it again.',
  not_found: 'The address names nothing that exists.',
  unsupported_media_type: 'Send the body as application/json.',
};

const detailOf = (code: ProblemCode, error: FastifyError): string =>
  OWN_WORDS[code] ?? error.message;

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;

/** Remembers which methods each address knows, to tell 405 from 404. */
function watchRoutes(app: FastifyInstance) {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', (route) => {
    if (route.url.includes('*')) return;
    const known = methods.get(route.url) ?? new Set<string>();
    for (const method of [route.method].flat()) known.add(method);
    methods.set(route.url, known);
  });
  return {
    methodsAt(path: string): string[] {
      const found = new Set<string>();
      for (const [pattern, known] of methods) {
        const shape = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+');
        if (new RegExp(`^${shape}/?$`).test(path)) for (const method of known) found.add(method);
      }
      return [...found].sort();
    },
  };
}
