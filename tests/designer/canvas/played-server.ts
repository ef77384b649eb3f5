/**
 * The web app as files, with the API beside it that is played for the page that asks. The pages' own routes would be in the way
 * of every file, and of what the browser keeps of one; this costs a page a third less.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { VITE_CONFIG } from '../../support/web-setup.ts';
import type { PlayedApi, PlayedRoute } from './played-api.ts';

const PAGE_HEADER = 'x-played-page';

export type PlayedServer = {
  readonly origin: string;
  /** From now on the page is answered by this. */
  readonly play: (page: Page, api: PlayedApi) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startPlayedServer(): Promise<PlayedServer> {
  const apis = new Map<string, PlayedApi>();
  const server = await preview({
    configFile: VITE_CONFIG,
    // What a page says when it is left reaches nobody.
    preview: { port: 0, host: '127.0.0.1', proxy: {} },
    logLevel: 'error',
    plugins: [
      {
        name: 'played-api',
        configurePreviewServer({ middlewares }) {
          middlewares.use('/assets', (_, response, next) => {
            keepFor(response);
            next();
          });
          middlewares.use('/api/v1', (request, response) => {
            const api = apis.get(String(request.headers[PAGE_HEADER]));
            if (api) answer(api, request, response).catch(() => response.destroy());
            else response.writeHead(404).end();
          });
        },
      },
    ],
  });
  return {
    origin: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    async play(page, api) {
      const id = randomUUID();
      apis.set(id, api);
      await page.setExtraHTTPHeaders({ [PAGE_HEADER]: id });
    },
    stop: () => server.close(),
  };
}

/** The name of a built file changes with what is in it: no browser need ask for it twice. */
function keepFor(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, headers: Record<string, unknown> = {}) => {
    const kept = { ...headers, 'Cache-Control': 'public, max-age=31536000, immutable' };
    return writeHead(status, kept as Record<string, string>);
  }) as typeof response.writeHead;
}

async function answer(
  api: PlayedApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sent = await buffer(request);
  const headers = request.headers as Record<string, string>;
  const route: PlayedRoute = {
    request: () => ({
      url: () => `http://${headers.host}${request.originalUrl}`,
      method: () => request.method ?? 'GET',
      headers: () => headers,
      headerValue: async (name) => headers[name] ?? null,
      postDataBuffer: () => sent,
      postDataJSON: () => (sent.length > 0 ? JSON.parse(sent.toString()) : null),
    }),
    async fulfill({ status = 200, json, headers: added, contentType = 'application/json' }) {
      // A browser repeats by itself what a connection that it had before has failed to answer.
      response.writeHead(status, { connection: 'close', 'content-type': contentType, ...added });
      response.end(json === undefined ? undefined : JSON.stringify(json));
    },
    async abort() {
      response.destroy();
    },
  };
  await api.answer(route);
}

declare module 'node:http' {
  interface IncomingMessage {
    /** As connect keeps it while a handler sees the rest of the path. */
    readonly originalUrl?: string;
  }
}
